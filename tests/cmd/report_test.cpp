#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "program.hpp"

using namespace actlab::test;

namespace fs = std::filesystem;

namespace {

struct Trained {
  TemporaryDirectory directory;
  explicit Trained(const std::string& flags) {
    const Finished finished = run(directory.path(), words("train --epochs 20 --samples 80 --replicates 5 "
                                                          "--boundary-resolution 9 --quiet --out r " +
                                                          flags));
    CHECK(finished.exit_code == 0);
  }
  [[nodiscard]] Finished report(const std::string& flags) const {
    return run(directory.path(), words("report " + flags));
  }
  [[nodiscard]] std::string file(const std::string& name) const { return read_file(directory.path() / name); }
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("A report states question, settings, verdict, tables, figures, commands and hashes") {
  const Trained trained("--dataset circle,xor --activation relu,tanh --snapshots 3");
  const Finished finished = trained.report("r");
  CHECK(finished.exit_code == 0);
  CHECK(finished.err.empty());
  CHECK(finished.out.find("95 % interval") != std::string::npos);
  CHECK(finished.out.find("r/report/index.html\nr/report/report.md\n") != std::string::npos);
  const std::string html = trained.file("r/report/index.html");
  CHECK(html.find("<h1>Which activation has the highest test accuracy on circle, xor?</h1>") != std::string::npos);
  for (const char* title : {"Settings", "Summary", "Comparison", "Learning curves", "Boundaries",
                            "Health of the layers", "Reproduce", "Versions and hashes"}) {
    CAPTURE(title);
    CHECK(html.find(std::string(">") + title + "</h2>") != std::string::npos);
  }
  CHECK(html.find("actlab train --config r/run.toml --out r-again") != std::string::npos);
  const auto manifest = nlohmann::json::parse(trained.file("r/manifest.json"));
  CHECK(html.find(manifest.at("files").at("runs.csv").get<std::string>()) != std::string::npos);
  // Nothing outside of the page: every picture is in it.
  CHECK(count(html, "<img") == count(html, "src=\"data:image/"));
  CHECK(count(html, "http") == count(html, "http-equiv"));
  CHECK(count(html, "class=\"frame\"") == 4);
  CHECK(html.find("data-epochs=\"0 10 20\"") != std::string::npos);
}

TEST_CASE("A report compares as its flags say, and its own command says them again") {
  const Trained trained(
      "--dataset circle,xor --activation relu,tanh --learning-rate 0.01,0.1 --validation-fraction 0.2 --resplit on "
      "--record none");
  const Finished finished = trained.report(
      "r --choose learning-rate --by-validation --smallest 0.02 --where dataset=circle --where dataset=xor");
  CHECK(finished.exit_code == 0);
  CHECK(finished.err.empty());
  CHECK(finished.out.find("for this draw of the data") == std::string::npos);
  const std::string markdown = trained.file("r/report/report.md");
  CHECK(markdown.find("actlab report r --smallest 0.02 --choose learning-rate --by-validation --where dataset=circle "
                      "--where dataset=xor") != std::string::npos);
  CHECK(markdown.find("**chosen by the validation rows**") != std::string::npos);
  CHECK(markdown.find("up to 0.02 does not matter") != std::string::npos);
  CHECK(markdown.find("the best in bold**") != std::string::npos);
  CHECK(trained.file("r/report/index.html").find("<strong>") != std::string::npos);
  CHECK(trained.report("r --where dataset=rings").err ==
        "actlab: --where: no cell has dataset rings; take values that cells.csv holds\n");
}

TEST_CASE("A report's Markdown names only figures that are there") {
  const Trained trained("--activation relu,tanh --snapshots 2");
  CHECK(trained.report("r --out there").exit_code == 0);
  const std::string markdown = trained.file("there/report.md");
  std::size_t figures = 0;
  for (std::size_t at = markdown.find("]("); at != std::string::npos; at = markdown.find("](", at + 1)) {
    const std::string name = markdown.substr(at + 2, markdown.find(')', at) - at - 2);
    CAPTURE(name);
    CHECK(fs::file_size(trained.directory.path() / "there" / name) > 100);
    ++figures;
  }
  // Effects, runs and curves of the comparison; learning curves; two films; confusion; class means of units; three of
  // the layers.
  CHECK(figures == 3 + 1 + 2 + 1 + 1 + 3);
  CHECK(markdown.find("boundary-film-1.gif") != std::string::npos);
}

TEST_CASE("The same results give the same report, byte for byte") {
  const Trained trained("--activation relu,tanh");
  CHECK(trained.report("r").exit_code == 0);
  const std::string first = trained.file("r/report/index.html");
  CHECK(trained.report("r").exit_code == 0);
  CHECK(trained.file("r/report/index.html") == first);
}

TEST_CASE("One activation alone is reported with its interval, and without boundaries or layers if there are none") {
  const Trained trained("--dataset iris --record metrics");
  const Finished finished = trained.report("r");
  CHECK(finished.exit_code == 0);
  const std::string html = trained.file("r/report/index.html");
  CHECK(html.find("<h1>How does relu do on iris?</h1>") != std::string::npos);
  CHECK(finished.out.find("95 % interval") != std::string::npos);
  CHECK(finished.out.find("n = 5 networks") != std::string::npos);
  for (const char* title : {"Comparison", "Boundaries", "Health of the layers"}) {
    CAPTURE(title);
    CHECK(html.find(std::string(">") + title + "</h2>") == std::string::npos);
  }
}

TEST_CASE("Cells that differ in more than the activation are compared as they are") {
  const Trained trained("--activation relu,tanh --init he,glorot --pair activation,init --record none");
  CHECK(trained.report("r").exit_code == 0);
  CHECK(trained.file("r/report/report.md").find("Which activation and init has") != std::string::npos);
}

TEST_CASE("A report for LaTeX has figures as PDF and tables with booktabs") {
  const Trained trained("--dataset circle,xor --activation relu,tanh,identity");
  CHECK(trained.report("r --latex --metric test_loss --baseline relu").exit_code == 0);
  const fs::path latex = trained.directory.path() / "r/report/latex";
  const std::string figures = read_file(latex / "figures.tex");
  for (const char* name : {"compare-effects", "compare-runs", "compare-curves", "critical-difference",
                           "learning-curves", "boundary-grid", "gradient-flow", "dead-units", "saturation"}) {
    CAPTURE(name);
    CHECK(read_file(latex / (std::string(name) + ".pdf")).starts_with("%PDF"));
    CHECK(figures.find(std::string("{\\actlabreport/") + name + ".pdf}") != std::string::npos);
  }
  for (const char* name : {"summary.tex", "groups.tex", "pairs.tex", "means.tex"}) {
    CAPTURE(name);
    const std::string table = read_file(latex / name);
    CHECK(table.find("\\toprule") != std::string::npos);
    CHECK(count(table, "\\begin{tabular}") == 1);
  }
}

TEST_CASE("What is no finished results directory has no report") {
  const Trained trained("--activation relu,tanh --record none");
  const Finished nowhere = trained.report("nowhere");
  CHECK(nowhere.exit_code == 66);
  CHECK(nowhere.err ==
        "actlab: nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab "
        "train' wrote\n");
  fs::remove(trained.directory.path() / "r/manifest.json");
  const Finished unfinished = trained.report("r");
  CHECK(unfinished.exit_code == 3);
  CHECK(unfinished.err ==
        "actlab: r: is not finished; 'actlab status' says what is missing; run the same command again\n");
  CHECK(!fs::exists(trained.directory.path() / "r/report"));
}
