#include "file/undo.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "data/files.hpp"
#include "file/scratch.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("At the last moment what has not ended is undone, the latest first, and what has ended is not") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "order";
  const pid_t child = ::fork();
  if (child == 0) {
    std::string order;
    const Undo first([] {},
                     [&] {
                       order += "first";
                       std::ofstream(path) << order;
                     });
    {
      const Undo ended([] {}, [&] { order += "ended"; });
    }
    const Undo second([&] { order += "made "; }, [&] { order += "second "; });
    undo_all();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(read_file(path) == "made second first");
}

TEST_CASE("A scratch directory is its owner's alone and goes with all that is in it") {
  const TemporaryDirectory directory;
  {
    const ScratchDirectory scratch(directory.path());
    write_file(scratch.path() / "a", "1");
    CHECK(std::filesystem::status(scratch.path()).permissions() == std::filesystem::perms::owner_all);
    const ScratchDirectory other(directory.path());
    CHECK(other.path() != scratch.path());
    CHECK(std::filesystem::exists(scratch.path()));
  }
  CHECK(std::filesystem::is_empty(directory.path()));
}
