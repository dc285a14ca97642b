#include "file/input_file.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;
namespace fs = std::filesystem;

namespace {

ErrorKind kind_of_reading(const fs::path& path) {
  try {
    read_file(path);
  } catch (const Error& error) {
    CHECK(error.where() == path.string());
    return error.kind();
  }
  FAIL("the file was read");
  return {};
}

}  // namespace

TEST_CASE("A file is read whole, with any bytes in it and of any length") {
  const TemporaryDirectory directory;
  for (const std::size_t size : {0UL, 1UL, 65'535UL, 65'536UL, 200'001UL}) {
    const std::string bytes(size, '\0');
    CHECK(read_file(directory.write("a", bytes)) == bytes);
    CHECK(read_file_if_there(directory.path() / "a") == bytes);
  }
}

TEST_CASE("What is no file that can be read is no input, and its path is named") {
  const TemporaryDirectory directory;
  CHECK(kind_of_reading(directory.path() / "none") == ErrorKind::no_input);
  CHECK(kind_of_reading(directory.path()) == ErrorKind::no_input);
  fs::create_symlink("loop", directory.path() / "loop");
  CHECK(kind_of_reading(directory.path() / "loop") == ErrorKind::no_input);
  CHECK(kind_of_reading(directory.write("file", "") / "below") == ErrorKind::no_input);
}

TEST_CASE("A file that need not be there is nothing where there is none, and where it is no file") {
  const TemporaryDirectory directory;
  CHECK(!read_file_if_there(directory.path() / "none"));
  CHECK(!read_file_if_there(directory.path()));
  CHECK(!file_hash(directory.path() / "none"));
  CHECK(!file_hash(directory.path()));
}

TEST_CASE("The hash of a file is that of its bytes") {
  const TemporaryDirectory directory;
  CHECK(file_hash(directory.write("a", "abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(file_hash(directory.write("b", "")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
