#include "file/atomic_file.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <iterator>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("An atomic file appears whole at commit and leaves nothing without it") {
  const TemporaryDirectory directory;
  {
    AtomicFile file(directory.path() / "a");
    file.write("half");
  }
  CHECK(std::filesystem::is_empty(directory.path()));
  AtomicFile file(directory.path() / "a");
  file.write(std::string(100'000, 'x'));
  CHECK(!std::filesystem::exists(directory.path() / "a"));
  CHECK(file.commit().size() == 64);
  CHECK(read_file(directory.path() / "a") == std::string(100'000, 'x'));
  CHECK(write_file(directory.path() / "b", "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("A file that cannot be written is an error and leaves the old one") {
  const TemporaryDirectory directory;
  write_file(directory.path() / "a", "old");
  CHECK_THROWS_AS(AtomicFile(directory.path() / "none" / "a"), Error);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    write_file(directory.path() / "a", std::string(5000, 'x'));
  } catch (const Error& error) {
    message = error.what();
    CHECK(error.kind() == ErrorKind::cannot_write);
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(message.find("a: cannot be written: a file would be larger than is allowed; raise the limit") !=
        std::string::npos);
  CHECK(read_file(directory.path() / "a") == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("A staged file stands under its own name while it is written") {
  const TemporaryDirectory directory;
  const Directory out(directory.path());
  AtomicFile file(out, "a", Commit::staged);
  CHECK(std::filesystem::exists(directory.path() / "a"));
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
  file.write("abc");
  CHECK(file.commit() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(read_file(directory.path() / "a") == "abc");
}

TEST_CASE("A temporary file's name cannot be guessed, and a link that stands in the file's place is not followed") {
  const TemporaryDirectory directory;
  directory.write("other", "mine");
  std::filesystem::create_symlink("other", directory.path() / "a");
  AtomicFile first(directory.path() / "a");
  AtomicFile second(directory.path() / "a");
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 4);
  first.write("1");
  second.write("2");
  first.commit();
  second.commit();
  CHECK(read_file(directory.path() / "other") == "mine");
  CHECK(!std::filesystem::is_symlink(directory.path() / "a"));
  CHECK(read_file(directory.path() / "a") == "2");
}

TEST_CASE("A file goes into the directory that was opened, wherever its path leads meanwhile") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path() / "out");
  const Directory out(directory.path() / "out");
  std::filesystem::rename(directory.path() / "out", directory.path() / "moved");
  std::filesystem::create_directory(directory.path() / "out");
  write_file(out, "a", "1");
  CHECK(read_file(directory.path() / "moved" / "a") == "1");
  CHECK(std::filesystem::is_empty(directory.path() / "out"));
  CHECK(!out.is_in_place());
}

TEST_CASE("An empty directory in a file's place gives way, one that holds something does not") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path() / "a");
  write_file(directory.path() / "a", "1");
  CHECK(read_file(directory.path() / "a") == "1");
  std::filesystem::create_directories(directory.path() / "b" / "c");
  CHECK_THROWS_AS(write_file(directory.path() / "b", "1"), Error);
  CHECK(std::filesystem::exists(directory.path() / "b" / "c"));
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 2);
}

TEST_CASE("A device that has the file's name is written to, and stays a device") {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink("/dev/null", directory.path() / "null");
  std::filesystem::create_symlink("/dev/full", directory.path() / "full");
  CHECK(write_file(directory.path() / "null", "abc").size() == 64);
  CHECK_THROWS_WITH(write_file(directory.path() / "full", "abc"), Catch::Contains("no space is left"));
  CHECK(std::filesystem::is_symlink(directory.path() / "null"));
  CHECK(std::filesystem::is_character_file(directory.path() / "full"));
}
