#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "cmd/program.hpp"

using namespace actlab::test;

namespace {

const std::string command = "train --epochs 2 --samples 50 --replicates 2 --quiet --out ";

// With no file larger than so many bytes.
Finished run_limited(const std::filesystem::path& directory, const std::string& line, rlim_t bytes) {
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{bytes, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const Running running(directory, words(line));
  ::setrlimit(RLIMIT_FSIZE, &before);
  return running.wait();
}

}  // namespace

TEST_CASE("A limit on the size of files is an error with its own words, and no signal") {
  const TemporaryDirectory directory;
  const std::string message =
      "cannot be written: a file would be larger than is allowed; raise the limit ('ulimit -f unlimited') or choose a "
      "file "
      "system for larger files, then run the same command again\n";
  for (const std::string& line : {command + "results", std::string("curves --out curves.csv")}) {
    const Finished finished = run_limited(directory.path(), line, 1000);
    CAPTURE(line, finished.err);
    CHECK(finished.exit_code == 74);
    CHECK_THAT(finished.err, Catch::EndsWith(message));
  }
}

TEST_CASE("Standard output that cannot be written is an error with the same words") {
  const TemporaryDirectory directory;
  const Finished finished = run_limited(directory.path(), "curves", 1000);
  CHECK(finished.exit_code == 74);
  CHECK(finished.err.starts_with("actlab: standard output: a file would be larger than is allowed; raise the limit"));
}

TEST_CASE("What stands in the way of a results directory is named, and nobody is told to make room") {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink("loop", directory.path() / "loop");
  std::filesystem::create_symlink("nowhere", directory.path() / "dangling");
  const std::pair<const char*, const char*> cases[] = {
      {"loop", "symbolic links of the path lead round in a circle; mend the links or choose another place"},
      {"dangling", "something else has that name; choose another name or move it away"},
  };
  for (const auto& [name, message] : cases) {
    const Finished finished = run(directory.path(), words(command + name));
    CHECK(finished.exit_code == 74);
    CHECK(finished.err == "actlab: " + std::string(name) + ": cannot be created: " + message + "\n");
  }
}
