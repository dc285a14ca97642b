#include <catch2/catch.hpp>

#include "program.hpp"

using namespace actlab::test;

namespace fs = std::filesystem;

namespace {

const char* const small_claim = R"(claim = "ReLU <solves> the circle"
note = "in small"
[tuning]
setting = "learning_rate"
values = [0.0001, 0.1]
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
smallest = 0.2
each = "dataset"
[[rule]]
says = "which is above chance by far"
metric = "test_accuracy"
by = "activation"
groups = "identity"
is = "at least"
smallest = 0.95
each = "dataset"
)";

Finished examine(const TemporaryDirectory& directory, const std::string& flags) {
  return run(directory.path(), words("claims " + flags));
}

}  // namespace

TEST_CASE("A claim of one's own is tuned, tried, judged and drawn") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  const Finished finished = examine(directory, "circle.toml --out c");
  CHECK(finished.err.empty());
  CHECK(finished.exit_code == 0);
  CHECK(finished.out.find("Verdict: conditional (2 supported, 2 refuted)") != std::string::npos);
  CHECK(finished.out.find("relu higher than identity (test_accuracy): supported everywhere") != std::string::npos);
  CHECK(finished.out.find("identity at least 0.95 (test_accuracy): refuted everywhere") != std::string::npos);
  // Both groups had the same choice; 0.0001 is too low for ReLU in thirty epochs.
  const auto tuned = lines(read_file(directory.path() / "c/circle/tuned.csv"));
  REQUIRE(tuned.size() == 1 + 4);
  CHECK(tuned[0] == "cell,learning_rate,validation_loss");
  CHECK(tuned[1].starts_with("\"activation relu, dataset circle\",0.1,"));
  // Tuning and trial are results directories like any other, with other seeds.
  CHECK(run(directory.path(), words("verify c/circle/trial")).exit_code == 0);
  CHECK(run(directory.path(), words("verify c/circle/tuning")).exit_code == 0);
  CHECK(lines(read_file(directory.path() / "c/circle/tuning/cells.csv")).size() == 1 + 8);
  CHECK(read_file(directory.path() / "c/circle/trial/run.toml").find("\nseed = 1\n") != std::string::npos);
  CHECK(read_file(directory.path() / "c/circle/tuning/run.toml").find("\nseed = 1000004\n") != std::string::npos);
  CHECK(read_file(directory.path() / "c/circle/claim.svg").find("<svg") != std::string::npos);
  CHECK(lines(read_file(directory.path() / "c/circle/findings.csv")).size() == 1 + 4);
  const std::string html = read_file(directory.path() / "c/index.html");
  CHECK(html.find("ReLU &lt;solves&gt; the circle") != std::string::npos);
  CHECK(html.find("ReLU <solves>") == std::string::npos);
}

TEST_CASE("The same claim is not trained twice, gives the same bytes, and starts over when it is changed") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  REQUIRE(examine(directory, "circle.toml --out c --no-figures").exit_code == 0);
  const auto written = fs::last_write_time(directory.path() / "c/circle/trial/manifest.json");
  const std::string findings = read_file(directory.path() / "c/circle/findings.csv");
  const std::string page = read_file(directory.path() / "c/index.html");
  REQUIRE(examine(directory, "circle.toml --out c --no-figures --jobs 1").exit_code == 0);
  CHECK(fs::last_write_time(directory.path() / "c/circle/trial/manifest.json") == written);
  CHECK(read_file(directory.path() / "c/circle/findings.csv") == findings);
  CHECK(read_file(directory.path() / "c/index.html") == page);
  std::string other = small_claim;
  directory.write("circle.toml", other.replace(other.find("epochs = 30"), 11, "epochs = 31"));
  REQUIRE(examine(directory, "circle.toml --out c --no-figures").exit_code == 0);
  CHECK(read_file(directory.path() / "c/circle/trial/run.toml").find("epochs = 31") != std::string::npos);
}

TEST_CASE("Verdicts alone are printed as CSV, Markdown and LaTeX") {
  const TemporaryDirectory directory;
  directory.write("circle.toml", small_claim);
  CHECK(examine(directory, "circle.toml --no-figures --format csv").out ==
        "claim,verdict,findings,where\nReLU <solves> the circle,conditional,\"2 supported, 2 refuted\",\"fails: "
        "circle, xor\"\n");
  CHECK(examine(directory, "circle.toml --no-figures --format markdown").out.find("| conditional |") !=
        std::string::npos);
  CHECK(examine(directory, "circle.toml --no-figures --format latex").out.find("\\toprule") != std::string::npos);
}

TEST_CASE("Times are measured round by round and judged like anything else") {
  const TemporaryDirectory directory;
  directory.write("cheap.toml", R"(claim = "ReLU is cheaper"
[benchmark]
activation = ["relu", "gelu"]
[[rule]]
says = "It takes less time"
metric = "nanoseconds"
by = "activation"
groups = "relu"
is = "lower"
against = "gelu"
smallest = 0.1
relative = true
each = "arch"
)");
  const Finished finished = examine(directory, "cheap.toml --no-figures --out c");
  CHECK(finished.exit_code == 0);
  CHECK(finished.out.find("relu lower than gelu") != std::string::npos);
  CHECK(lines(read_file(directory.path() / "c/cheap/timings.csv")).size() == 1 + 2 * 32);
}

TEST_CASE("An interrupted claim goes on where it was") {
  const TemporaryDirectory directory;
  std::string long_claim = small_claim;
  long_claim.replace(long_claim.find("epochs = 30"), 11, "epochs = 20000");
  directory.write("circle.toml", long_claim);
  const Running running(directory.path(), words("claims circle.toml --no-figures --out c --jobs 1"));
  while (!fs::exists(directory.path() / "c/circle/tuning/journal")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  running.send(SIGINT);
  const Finished finished = running.wait();
  CHECK(finished.exit_code == 128 + SIGINT);
  CHECK(finished.err.find("stopped while examining circle; what was trained is saved, the same command goes on") !=
        std::string::npos);
  CHECK(!fs::exists(directory.path() / "c/index.html"));
}
