#include "file/failure.hpp"

#include <catch2/catch.hpp>
#include <cerrno>
#include <set>
#include <string>

#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("Only a full disk and a used-up quota ask for room") {
  const std::set<int> full{ENOSPC, EDQUOT};
  for (int number = 1; number < 134; ++number) {
    const file::Failure failure = file::failure_of(number);
    INFO(number << ": " << failure.problem << "; " << failure.remedy);
    CHECK(!failure.problem.empty());
    CHECK(!failure.remedy.empty());
    const bool asks = failure.remedy.find("make room") != std::string::npos ||
                      failure.remedy.find("delete files") != std::string::npos;
    CHECK(asks == full.contains(number));
  }
}

TEST_CASE("Each failure to write has a sentence of its own") {
  std::set<std::string> problems;
  for (const int number : {ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, ENOENT, ENOTDIR, EISDIR, EEXIST, ENOTEMPTY,
                           EBUSY, ELOOP, ENAMETOOLONG, EMFILE, ENFILE, EAGAIN, EIO}) {
    problems.insert(file::failure_of(number).problem);
  }
  CHECK(problems.size() == 18);
  CHECK(file::failure_of(EFBIG).remedy.find("ulimit -f") != std::string::npos);
  CHECK(file::failure_of(EROFS).problem == "the file system is read-only");
}

TEST_CASE("A number without words of its own has the system's") {
  CHECK(file::failure_of(EXDEV).problem == "Invalid cross-device link");
}

TEST_CASE("An error of writing says where, what was tried, why not, and what to do") {
  const Error error = file::cannot_write("a/b", "cannot create", ENOENT);
  CHECK(error.kind() == ErrorKind::cannot_write);
  CHECK(std::string(error.what()) ==
        "a/b: cannot create: a directory of the path does not exist; create it first or choose another place");
  CHECK(file::cannot_write("a/b", "", EROFS).problem() == "the file system is read-only");
}

TEST_CASE("Directories are made with those above them, and what stands in their way is named") {
  const TemporaryDirectory directory;
  file::create_directories(directory.path() / "a" / "b");
  file::create_directories(directory.path() / "a" / "b");
  CHECK(std::filesystem::is_directory(directory.path() / "a" / "b"));
  directory.write("file", "");
  std::filesystem::create_symlink("loop", directory.path() / "loop");
  const auto problem = [&](const char* name) {
    try {
      file::create_directories(directory.path() / name / "below");
    } catch (const Error& error) {
      return error.problem();
    }
    return std::string("none");
  };
  CHECK(problem("file") == "cannot be created: a part of the path is a file and no directory");
  CHECK(problem("loop") == "cannot be created: symbolic links of the path lead round in a circle");
}
