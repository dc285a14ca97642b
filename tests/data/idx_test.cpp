#include "data/idx.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

std::string big_endian(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xffU);
  return out;
}

std::string images(std::uint32_t count, std::uint32_t rows, std::uint32_t columns, const std::string& pixels) {
  return big_endian(0x803) + big_endian(count) + big_endian(rows) + big_endian(columns) + pixels;
}

std::string labels(std::uint32_t count, const std::string& values) {
  return big_endian(0x801) + big_endian(count) + values;
}

std::string error_of(const std::string& image_bytes, const std::string& label_bytes) {
  const TemporaryDirectory directory;
  const auto path = directory.write("a-images-idx3-ubyte", image_bytes);
  directory.write("a-labels-idx1-ubyte", label_bytes);
  try {
    read_idx(path);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    return error.problem();
  }
  return "no error";
}

}  // namespace

TEST_CASE("Images and labels in MNIST's format become inputs in [0, 1] and classes") {
  const TemporaryDirectory directory;
  const auto path = directory.write("a-images-idx3-ubyte", images(3, 1, 2, std::string("\x00\xff\x33\x00\x00\x66", 6)));
  directory.write("a-labels-idx1-ubyte", labels(3, "\x07\x02\x07"));
  const Dataset data = read_idx(path);
  CHECK(data.rows == 3);
  CHECK(data.feature_names == std::vector<std::string>{"pixel1", "pixel2"});
  CHECK(data.image.rows == 1);
  CHECK(data.image.columns == 2);
  CHECK(data.classes == std::vector<std::string>{"2", "7"});
  CHECK(data.targets == std::vector<double>{1, 0, 1});
  CHECK(data.inputs.values() == std::vector<double>{0, 1, 0.2, 0, 0, 0.4});
  CHECK(is_idx_images(path));
  CHECK(read_idx_pixels(path) == data.inputs);
}

TEST_CASE("A test set's images come behind those to learn from, and its labels are theirs") {
  const TemporaryDirectory directory;
  const auto path = directory.write("a-images-idx3-ubyte", images(3, 1, 2, std::string("\x00\xff\x33\x00\x00\x66", 6)));
  directory.write("a-labels-idx1-ubyte", labels(3, "\x07\x02\x05"));
  const auto test = directory.write("b-images-idx3-ubyte", images(2, 2, 1, "\x33\x66\xff\x01"));
  directory.write("b-labels-idx1-ubyte", labels(2, "\x05\x07"));
  Dataset data = read_idx(path);
  add_test_images(test, data);
  CHECK(data.rows == 5);
  CHECK(data.test_rows == 2);
  CHECK(data.targets == std::vector<double>{2, 0, 1, 1, 2});
  CHECK(data.inputs.values() == std::vector<double>{0, 1, 0.2, 0, 0, 0.4, 0.2, 0.4, 1, 1 / 255.0});

  const auto problem = [&](const std::string& image_bytes, const std::string& label_bytes) -> std::string {
    directory.write("b-images-idx3-ubyte", image_bytes);
    directory.write("b-labels-idx1-ubyte", label_bytes);
    try {
      add_test_images(test, data);
    } catch (const Error& error) {
      return error.problem();
    }
    return "no error";
  };
  CHECK(problem(images(2, 1, 3, "abcdef"), labels(2, "\x05\x07")) ==
        "has images of 3 pixels, and those to learn from have 2");
  CHECK(problem(images(2, 1, 2, "abcd"), labels(2, "\x05\x06")) == "has the label 6, which no image to learn from has");
}

TEST_CASE("Damaged IDX files are refused") {
  const std::string good_images = images(2, 1, 1, "ab");
  const std::string good_labels = labels(2, "\x01\x02");
  CHECK(error_of(good_images, good_labels) == "no error");
  CHECK(error_of("", good_labels) == "ends early");
  CHECK(error_of(good_images.substr(0, 17), good_labels) == "ends early");
  CHECK(error_of(good_images + "x", good_labels) == "has bytes after its last value");
  CHECK(error_of(labels(2, "ab"), good_labels) == "begins with 0x00000801, not 0x00000803");
  CHECK(error_of(images(0, 1, 1, ""), good_labels) == "dimension 1 is 0");
  CHECK(error_of(images(70000, 70000, 2, "a"), good_labels) == "has more than 2^31 values");
  CHECK(error_of(images(1, 30000, 30000, "a"), good_labels) == "ends early");
  CHECK(error_of(images(1, 1, 100'001, std::string(100'001, 'a')), good_labels) ==
        "has images of more than 100,000 pixels");
  CHECK(error_of(good_images, labels(3, "\x01\x02\x03")) == "has 3 labels for 2 images");
  CHECK(error_of(good_images, labels(2, "\x01\x01")) == "all labels are the same");
}
