#include <catch2/catch.hpp>
#include <cstdlib>

#include "cmd/program.hpp"

using namespace actlab::test;

namespace {

// Whether a printed line that begins with "actlab" succeeds in a shell.
bool succeeds(const std::filesystem::path& directory, const std::string& line) {
  std::ofstream(directory / "line.sh") << "actlab() { '" ACTLAB_PROGRAM "' \"$@\"; }\n" << line << "\n";
  return std::system(("cd '" + directory.string() + "' && sh line.sh >line.out 2>&1").c_str()) == 0;
}

std::string after(const std::string& text, const std::string& mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? "" : lines(text.substr(at + mark.size())).front();
}

}  // namespace

TEST_CASE("The line that plots works when it is pasted, whatever the results directory is called") {
  const TemporaryDirectory directory;
  for (const std::string& name : std::vector<std::string>{"-x", "--out", "it's $(touch X)", "=ls"}) {
    const Finished trained =
        run(directory.path(), {"train", "--epochs", "1", "--samples", "40", "--record", "metrics", "--out=" + name});
    CAPTURE(name, trained.out, trained.err);
    CHECK(trained.exit_code == 0);
    const std::string printed = after(trained.out, "figures: ");
    CHECK(printed.starts_with("actlab plot "));
    CHECK(succeeds(directory.path(), printed));
  }
  CHECK(!std::filesystem::exists(directory.path() / "X"));
}

TEST_CASE("The lines that train missing shards work when they are pasted, also for a name with a dash or slash") {
  const TemporaryDirectory directory;
  const std::vector<std::string> sweep{"train",        "--seed=1,2,3,4", "--epochs=1",
                                       "--samples=40", "--record=none",  "--quiet"};
  auto first = sweep;
  first.insert(first.end(), {"--out=-x/", "--shard=1/2"});
  CHECK(run(directory.path(), first).exit_code == 0);
  const Finished missing = run(directory.path(), {"merge", "./-x", "./-x-shard-1-of-2/"});
  CAPTURE(missing.out, missing.err);
  CHECK(missing.exit_code == 3);
  CHECK(succeeds(directory.path(), lines(missing.out).front()));
  CHECK(run(directory.path(), {"merge", "--", "-x", "-x-shard-1-of-2/", "-x-shard-2-of-2/"}).exit_code == 0);
}

TEST_CASE("The commands of a report work when they are pasted, also for a directory with a dash and a slash") {
  const TemporaryDirectory directory;
  const Finished trained = run(directory.path(), {"train", "--activation=-x,relu", "--epochs=1", "--samples=40",
                                                  "--dataset=circle", "--record=none", "--quiet", "--out=-x"});
  CHECK(trained.exit_code == 0);
  CHECK(run(directory.path(), {"report", "./-x/", "--question=-?"}).exit_code == 0);
  const std::string page = read_file(directory.path() / "-x/report/report.md");
  std::size_t pasted = 0;
  for (const std::string& line : lines(page)) {
    if (!line.starts_with("actlab ")) continue;
    CAPTURE(line);
    CHECK(succeeds(directory.path(), line));
    ++pasted;
  }
  CHECK(pasted >= 4);
  CHECK(std::filesystem::exists(directory.path() / "-x-again/cells.csv"));
}
