#include "file/directory.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;
namespace fs = std::filesystem;

TEST_CASE("Temporaries of the dead are removed, those that a process holds and all other files are kept") {
  const TemporaryDirectory directory;
  directory.write(".actlab-tmp-x", "1");
  directory.write("y", "2");
  fs::create_directories(directory.path() / ".actlab-tmp-d" / "inside");
  directory.write(".actlab-tmp-d/inside/z", "3");
  directory.write(".actlab-tmp-living", "4");
  const Directory held(directory.path());
  const Descriptor living = held.open(".actlab-tmp-living", O_RDONLY);
  REQUIRE(hold_temporary(held, ".actlab-tmp-living", living.get()));
  remove_dead_temporaries(held);
  std::vector<std::string> left = held.names();
  std::ranges::sort(left);
  CHECK(left == std::vector<std::string>{".actlab-tmp-living", "y"});
}

TEST_CASE("A temporary that was removed before it was held is not held") {
  const TemporaryDirectory directory;
  directory.write("t", "1");
  const Directory held(directory.path());
  const Descriptor file = held.open("t", O_RDONLY);
  held.remove("t");
  CHECK(!hold_temporary(held, "t", file.get()));
}

TEST_CASE("Temporary names differ and end in the name that was asked for") {
  const std::string first = temporary_name("a.csv");
  CHECK(first != temporary_name("a.csv"));
  CHECK(first.starts_with(temporary_prefix));
  CHECK(first.ends_with("-a.csv"));
}

TEST_CASE("A directory follows no link, and names what it cannot open") {
  const TemporaryDirectory directory;
  fs::create_directory(directory.path() / "there");
  fs::create_directory_symlink("there", directory.path() / "link");
  const Directory held(directory.path());
  CHECK_THROWS_WITH(held.subdirectory("link"), Catch::Contains("link: cannot be opened: "));
  CHECK(held.has("link"));
  CHECK(!held.has_file("link"));
  CHECK(!held.has("none"));
  CHECK(held.subdirectory("new").names().empty());
  CHECK(fs::is_directory(directory.path() / "new"));
}

TEST_CASE("A file and an empty directory are removed, a full one is an error") {
  const TemporaryDirectory directory;
  directory.write("file", "1");
  fs::create_directories(directory.path() / "empty");
  fs::create_directories(directory.path() / "full" / "inside");
  const Directory held(directory.path());
  held.remove("file");
  held.remove("empty");
  held.remove("none");
  CHECK_THROWS_AS(held.remove("full"), Error);
  CHECK(held.names() == std::vector<std::string>{"full"});
  held.remove_tree("full");
  CHECK(held.names().empty());
}

TEST_CASE("A directory that was moved or replaced is not in its place") {
  const TemporaryDirectory directory;
  const Directory out = Directory::made(directory.path() / "a" / "b");
  CHECK(out.is_in_place());
  fs::rename(directory.path() / "a", directory.path() / "c");
  CHECK(!out.is_in_place());
  fs::create_directories(directory.path() / "a" / "b");
  CHECK(!out.is_in_place());
}
