#include <catch2/catch.hpp>

#include "program.hpp"

using namespace actlab::test;

namespace fs = std::filesystem;

namespace {

const char* const small_claim = R"(format = 2
claim = "ReLU <solves> the circle"
note = "in small"
[teacher]
holds = "Bend the line, and the circle is solved."
reversed = "A straight line is better."
same = "It does not matter."
[picture]
kind = "runs"
where = { dataset = "circle" }
caption = "Every network is a point."
[tuning]
setting = "learning_rate"
values = [0.001, 0.03, 0.3]
replicates = 4
[experiment]
replicates = 32
record = []
validation_fraction = 0.2
samples = 200
dataset = ["circle", "xor"]
arch = "8"
activation = ["relu", "identity"]
epochs = 30
[[rule]]
says = "It is far above what a linear network does"
metric = "test_accuracy"
by = "activation"
groups = "relu"
is = "higher"
against = "identity"
smallest = 0.1
[[rule]]
role = "control"
says = "the best network knows the circle"
metric = "test_accuracy"
by = "activation"
groups = ["relu", "identity"]
is = "at least"
bound = { circle = 0.9 }
)";

std::string with(const std::string& text, const std::string& other) {
  std::string all = small_claim;
  return all.replace(all.find(text), text.size(), other);
}

Finished examine(const TemporaryDirectory& directory, const std::string& flags) {
  return run(directory.path(), words("claims " + flags));
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("A claim of one's own is tuned, tried, judged and drawn, with a page of its own") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  const Finished finished = examine(directory, "circle.toml --out c");
  CHECK(finished.err.empty());
  CHECK(finished.exit_code == 0);
  CHECK(contains(finished.out, "relu higher than identity"));
  CHECK(contains(finished.out, "passed"));
  CHECK(contains(finished.out, "Verdict: "));
  const auto tuned = lines(read_file(directory.path() / "c/circle/tuned.csv"));
  REQUIRE(tuned.size() == 1 + 4);
  CHECK(tuned[0] == "cell,learning_rate,validation_accuracy");
  CHECK(tuned[1].starts_with("\"activation relu, dataset circle\","));
  // Tuning and trial are results directories like any other, with other seeds and a draw of the data per replicate.
  CHECK(run(directory.path(), words("verify c/circle/trial")).exit_code == 0);
  CHECK(run(directory.path(), words("verify c/circle/tuning")).exit_code == 0);
  const std::string trial = read_file(directory.path() / "c/circle/trial/run.toml");
  CHECK(contains(trial, "\nseed = 1\n"));
  CHECK(contains(trial, "\nresplit = \"on\"\n"));
  CHECK(contains(read_file(directory.path() / "c/circle/tuning/run.toml"), "\nseed = 1000004\n"));
  CHECK(contains(read_file(directory.path() / "c/circle/claim.svg"), "<svg"));
  CHECK(contains(read_file(directory.path() / "c/circle/picture.svg"), "<svg"));
  // The main finding and the control, each over two data sets or one.
  CHECK(lines(read_file(directory.path() / "c/circle/findings.csv")).size() == 1 + (1 + 2) + (1 + 1));
  const std::string html = read_file(directory.path() / "c/circle/index.html");
  CHECK(contains(html, "ReLU &lt;solves&gt; the circle"));
  CHECK(!contains(html, "ReLU <solves>"));
  CHECK(!fs::exists(directory.path() / "c/index.html"));
}

TEST_CASE("The same claim is not trained twice, gives the same bytes, and starts over when it is changed") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  REQUIRE(examine(directory, "circle.toml --out c --no-figures").exit_code == 0);
  const auto written = fs::last_write_time(directory.path() / "c/circle/trial/manifest.json");
  const std::string findings = read_file(directory.path() / "c/circle/findings.csv");
  const std::string page = read_file(directory.path() / "c/circle/index.html");
  REQUIRE(examine(directory, "circle.toml --out c --no-figures --jobs 1").exit_code == 0);
  CHECK(fs::last_write_time(directory.path() / "c/circle/trial/manifest.json") == written);
  CHECK(read_file(directory.path() / "c/circle/findings.csv") == findings);
  CHECK(read_file(directory.path() / "c/circle/index.html") == page);
  REQUIRE(examine(directory, "circle.toml --out other --no-figures --jobs 1").exit_code == 0);
  CHECK(deterministic(directory.path() / "other") == deterministic(directory.path() / "c"));
  directory.write("circle.toml", with("epochs = 30", "epochs = 31"));
  REQUIRE(examine(directory, "circle.toml --out c --no-figures").exit_code == 0);
  CHECK(contains(read_file(directory.path() / "c/circle/trial/run.toml"), "epochs = 31"));
}

TEST_CASE("Verdicts alone are printed as CSV, Markdown and LaTeX") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  CHECK(examine(directory, "circle.toml --no-figures --format csv")
            .out.starts_with("claim,verdict,findings,in a teacher's words\nReLU <solves> the circle,"));
  CHECK(contains(examine(directory, "circle.toml --no-figures --format markdown").out, "| ReLU \\<solves\\> the"));
  CHECK(contains(examine(directory, "circle.toml --no-figures --format latex").out, "\\toprule"));
}

TEST_CASE("A quick call trains few networks in a directory of its own and says that verdicts are rough") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  const Finished finished = examine(directory, "circle.toml --quick --no-figures");
  CHECK(finished.exit_code == 0);
  CHECK(contains(finished.err, "with --quick there are few networks, and verdicts are rough"));
  CHECK(!fs::exists(directory.path() / "results/claims"));
  const fs::path out = directory.path() / "results/claims-quick/circle";
  CHECK(contains(read_file(out / "trial/run.toml"), "replicates = 8\n"));
  CHECK(contains(read_file(out / "tuning/run.toml"), "replicates = 4\n"));
  CHECK(contains(read_file(out / "index.html"), "verdicts are rough"));
  directory.write("few.toml", with("replicates = 32", "replicates = 31"));
  CHECK(contains(examine(directory, "few.toml --no-figures").err, "few has 31 networks in a group only"));
}

TEST_CASE("Everything is repeated for each data seed, in directories of their own, and the stability is told") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  const Finished finished = examine(directory, "circle.toml --quick --out c --data-seeds 3..4");
  CHECK(finished.exit_code == 0);
  for (const char* seed : {"3", "4"}) {
    const fs::path own = directory.path() / "c/circle" / ("data-seed-" + std::string(seed));
    CHECK(contains(read_file(own / "trial/run.toml"), "\ndata_seed = " + std::string(seed) + "\n"));
    CHECK(fs::exists(own / "findings.csv"));
  }
  CHECK(!fs::exists(directory.path() / "c/circle/trial"));
  CHECK(contains(finished.out, "verdicts by data seed: 3 "));
  CHECK(contains(finished.out, "stability over data seeds"));
  CHECK(contains(finished.out, "No claim holds under one data seed and is reversed under another."));
  CHECK(examine(directory, "circle.toml --data-seeds 4..3").exit_code == 2);
  CHECK(examine(directory, "circle.toml --data-seeds 1,x").exit_code == 2);
  CHECK(contains(examine(directory, "circle.toml --data-seeds 1,1").err, "a seed is given twice"));
}

TEST_CASE("Verdicts fail a call only where it was asked, and after everything was written") {
  const TemporaryDirectory directory;
  // One linear network against another: nobody can say that it is far above.
  directory.write("not.toml",
                  with("activation = [\"relu\", \"identity\"]", "activation = [\"relu\", \"identity\"]\nl1 = 1"));
  CHECK(examine(directory, "not.toml --quick --no-figures --out c").exit_code == 0);
  const Finished failed = examine(directory, "not.toml --quick --no-figures --out d --fail-on not-held");
  CHECK(failed.exit_code == 4);
  CHECK(contains(failed.err, "--fail-on not-held: so it is with not"));
  CHECK(fs::exists(directory.path() / "d/not/index.html"));
  CHECK(examine(directory, "not.toml --quick --no-figures --out c --fail-on reversed").exit_code == 0);
  const Finished unknown = examine(directory, "not.toml --fail-on refuted");
  CHECK(unknown.exit_code == 2);
  CHECK(contains(unknown.err, "'refuted' is not allowed; allowed are reversed and not-held"));
}

TEST_CASE("Times are measured round by round and judged like anything else") {
  const TemporaryDirectory directory;
  directory.write("cheap.toml", R"(format = 2
claim = "ReLU is cheaper"
[teacher]
holds = "It costs less."
reversed = "It costs more."
same = "It costs the same."
[benchmark]
activation = ["relu", "gelu"]
[[rule]]
says = "It takes less time"
metric = "nanoseconds"
by = "activation"
groups = "relu"
is = "lower"
against = "gelu"
each = "arch"
)");
  const Finished finished = examine(directory, "cheap.toml --no-figures --out c");
  CHECK(finished.exit_code == 0);
  CHECK(contains(finished.out, "relu lower than gelu"));
  CHECK(contains(finished.out, "on this machine"));
  CHECK(lines(read_file(directory.path() / "c/cheap/timings.csv")).size() == 1 + 2 * 32);
}

TEST_CASE("An interrupted claim goes on where it was") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", with("epochs = 30", "epochs = 20000"));
  const Running running(directory.path(), words("claims circle.toml --no-figures --out c --jobs 1"));
  while (!fs::exists(directory.path() / "c/circle/tuning/journal")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  running.send(SIGINT);
  const Finished finished = running.wait();
  CHECK(finished.exit_code == 128 + SIGINT);
  CHECK(finished.err.find("stopped while examining circle; what was trained is saved, the same command goes on") !=
        std::string::npos);
  CHECK(!fs::exists(directory.path() / "c/circle/index.html"));
}
