#include "record/atomic_file.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

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
  CHECK(message.find("a: cannot write: a file would be larger than is allowed; raise the limit") != std::string::npos);
  CHECK(read_file(directory.path() / "a") == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("Left-over temporary files are removed and others kept") {
  const TemporaryDirectory directory;
  directory.write(".actlab-tmp-x", "1");
  directory.write("y", "2");
  std::filesystem::create_directory(directory.path() / ".actlab-tmp-d");
  remove_temporaries(directory.path());
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("A staged file stands under its own name while it is written") {
  const TemporaryDirectory directory;
  AtomicFile file(directory.path() / "a", Commit::staged);
  CHECK(std::filesystem::exists(directory.path() / "a"));
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
  file.write("abc");
  CHECK(file.commit() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(read_file(directory.path() / "a") == "abc");
}

TEST_CASE("The hash of a file is that of its bytes, and of none where there is no file") {
  const TemporaryDirectory directory;
  CHECK(file_hash(directory.write("a", "abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(file_hash(directory.path() / "b") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
