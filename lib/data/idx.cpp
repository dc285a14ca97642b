#include "data/idx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "actlab/error.hpp"
#include "data/byte_source.hpp"

namespace actlab {
namespace {

constexpr std::uint64_t most_numbers = 2147483647;
constexpr std::size_t most_pixels = 100'000;
constexpr std::uint32_t magic_of_bytes = 0x00000800;  // unsigned bytes; the last digit is the number of dimensions

struct IdxArray {
  std::vector<std::uint32_t> dimensions;
  std::vector<unsigned char> values;
};

class IdxReader {
 public:
  explicit IdxReader(const std::filesystem::path& path) : path_(path), source_(path) {}

  IdxArray read(std::uint32_t dimensions) {
    const std::uint32_t magic = big_endian();
    if (magic != (magic_of_bytes | dimensions)) {
      throw bad(fmt::format("begins with 0x{:08x}, not 0x{:08x}", magic, magic_of_bytes | dimensions),
                "give an IDX file of unsigned bytes");
    }
    IdxArray array;
    std::uint64_t count = 1;
    for (std::uint32_t i = 0; i < dimensions; ++i) {
      array.dimensions.push_back(big_endian());
      if (array.dimensions.back() == 0) throw bad(fmt::format("dimension {} is 0", i + 1), "the file is damaged");
      count *= array.dimensions.back();
      if (count > most_numbers) throw bad("has more than 2^31 values", "the file is damaged or too large");
    }
    read_values(count, array.values);
    return array;
  }

 private:
  [[nodiscard]] Error bad(std::string what, std::string remedy) const {
    return {ErrorKind::bad_data, path_.string(), std::move(what), std::move(remedy)};
  }

  std::uint32_t big_endian() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | next();
    return value;
  }

  void require_more() {
    if (position_ == filled_ && !refill()) throw bad("ends early", "the file is cut short; copy it again");
  }

  unsigned char next() {
    require_more();
    return static_cast<unsigned char>(buffer_[position_++]);
  }

  bool refill() {
    filled_ = source_.read(buffer_);
    position_ = 0;
    return filled_ > 0;
  }

  // Memory grows with the bytes that are really there, not with what the header says.
  void read_values(std::uint64_t count, std::vector<unsigned char>& values) {
    while (values.size() < count) {
      require_more();
      const auto part = std::min<std::uint64_t>(count - values.size(), filled_ - position_);
      values.insert(values.end(), buffer_.begin() + position_, buffer_.begin() + position_ + part);
      position_ += part;
    }
    values.shrink_to_fit();
    if (position_ != filled_ || refill()) throw bad("has bytes after its last value", "the file is damaged");
  }

  std::filesystem::path path_;
  ByteSource source_;
  std::array<char, 1 << 16> buffer_{};
  std::size_t filled_ = 0;
  std::size_t position_ = 0;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.rfind(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

struct Images {
  InputTable pixels;
  ImageShape shape;
};

Images read_images(const std::filesystem::path& images) {
  const IdxArray pixels = IdxReader(images).read(3);
  const std::size_t width = std::size_t{pixels.dimensions[1]} * pixels.dimensions[2];
  if (width > most_pixels) {
    throw Error(ErrorKind::bad_data, images.string(), "has images of more than 100,000 pixels", "make them smaller");
  }
  return {InputTable(pixels.values, width, 255), {pixels.dimensions[1], pixels.dimensions[2]}};
}

}  // namespace

bool is_idx_images(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.find("images-idx3-ubyte") != std::string::npos || name.find("images.idx3-ubyte") != std::string::npos;
}

InputTable read_idx_pixels(const std::filesystem::path& images) { return read_images(images).pixels; }

Dataset read_idx(const std::filesystem::path& images) {
  const std::string labels_name = replaced(replaced(images.filename().string(), "images", "labels"), "idx3", "idx1");
  const std::filesystem::path labels_path = images.parent_path() / labels_name;
  Dataset data;
  data.generated = false;
  Images read = read_images(images);
  data.inputs = std::move(read.pixels);
  data.image = read.shape;
  data.rows = data.inputs.rows();
  const IdxArray labels = IdxReader(labels_path).read(1);
  if (labels.dimensions[0] != data.rows) {
    throw Error(ErrorKind::bad_data, labels_path.string(),
                fmt::format("has {} labels for {} images", labels.dimensions[0], data.rows),
                "the two files do not belong together");
  }
  const std::set<unsigned char> classes(labels.values.begin(), labels.values.end());
  if (classes.size() < 2) {
    throw Error(ErrorKind::bad_data, labels_path.string(), "all labels are the same", "there is nothing to learn");
  }
  data.task = classes.size() == 2 ? Task::binary : Task::multiclass;
  data.target_names = {"label"};
  for (const unsigned char label : classes) data.classes.push_back(std::to_string(label));
  for (std::size_t i = 1; i <= data.inputs.columns(); ++i) data.feature_names.push_back(fmt::format("pixel{}", i));
  for (const unsigned char label : labels.values) {
    data.targets.push_back(static_cast<double>(std::distance(classes.begin(), classes.find(label))));
  }
  return data;
}

void add_test_images(const std::filesystem::path& images, Dataset& data) {
  const Dataset test = read_idx(images);
  if (test.features() != data.features()) {
    throw Error(
        ErrorKind::bad_data, images.string(),
        fmt::format("has images of {} pixels, and those to learn from have {}", test.features(), data.features()),
        "the two files do not belong together");
  }
  for (const double value : test.targets) {
    const std::string& label = test.classes[static_cast<std::size_t>(value)];
    const auto place = std::ranges::find(data.classes, label);
    if (place == data.classes.end()) {
      throw Error(ErrorKind::bad_data, images.string(),
                  fmt::format("has the label {}, which no image to learn from has", label),
                  "the two files do not belong together");
    }
    data.targets.push_back(static_cast<double>(place - data.classes.begin()));
  }
  std::vector<double> row(test.features());
  for (std::size_t r = 0; r < test.rows; ++r) {
    test.inputs.read_row(r, row.data());
    for (const double pixel : row) data.inputs.append(pixel);
  }
  data.test_rows = test.rows;
  data.rows += test.rows;
}

}  // namespace actlab
