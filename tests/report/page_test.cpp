#include "report/page.hpp"
#include "record/results_files.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "document/html.hpp"
#include "report/comparison.hpp"
#include "report/comparison_text.hpp"
#include "report/results.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;

// The page on relu and tanh, from pictures that were never drawn.
struct Page {
  TestResults results{relu_and_tanh_toml, relu_and_tanh_cells()};
  Subject subject = subject_of({&results});
  ReportCommands commands{"actlab train\nactlab report", {"actlab train --activation relu,tanh"}};
  ReportPictures pictures;

  Page() { pictures.comparison = {{"", "effects.svg", "runs.svg", "", ""}}; }

  [[nodiscard]] Document document() const { return report_document(subject, "Which is best?", commands, pictures); }
  [[nodiscard]] Section section(const std::string& title) const {
    for (const Section& one : document().sections) {
      if (one.title == title) return one;
    }
    FAIL("there is no section " << title);
    return {};
  }
};

Row titles(const Document& document) {
  Row out;
  for (const Section& section : document.sections) out.push_back(section.title);
  return out;
}

template <class Kind>
std::vector<Kind> blocks_of(const Section& section) {
  std::vector<Kind> blocks;
  for (const Block& block : section.blocks) {
    if (const Kind* one = std::get_if<Kind>(&block)) blocks.push_back(*one);
  }
  return blocks;
}

std::map<std::string, std::string> facts_of(const Section& section) {
  const Facts facts = blocks_of<Facts>(section).at(0);
  return {facts.items.begin(), facts.items.end()};
}

}  // namespace

TEST_CASE("A report has its title, the answer, and a section for everything that it has something of") {
  Page page;
  CHECK(page.document().title == "Which is best?");
  CHECK(page.document().lead == answer(page.subject));
  CHECK(titles(page.document()) == Row{"Settings", "Summary", "Comparison", "Reproduce", "Versions and hashes"});
  page.pictures.curves = {{"curves.svg", "Curves."}};
  page.pictures.boundaries.resize(2);
  page.pictures.layers = {{"dead.svg", "Dead."}, {"flow.svg", "Flow."}};
  CHECK(titles(page.document()) == Row{"Boundaries", "Settings", "Summary", "Comparison", "Learning curves",
                                       "Health of the layers", "Reproduce", "Versions and hashes"});
  CHECK(blocks_of<Picture>(page.section("Learning curves")).at(0).file == "curves.svg");
  CHECK(blocks_of<Film>(page.section("Boundaries")).size() == 2);
  CHECK(blocks_of<Picture>(page.section("Health of the layers")).at(1).description == "Flow.");
  page.subject.comparison.reset();
  CHECK(titles(page.document())[3] == "Learning curves");
  page.pictures.boundaries.clear();
  page.pictures.layers.clear();
  CHECK(titles(page.document()) == Row{"Learning curves", "Settings", "Summary", "Reproduce", "Versions and hashes"});
}

TEST_CASE("Settings are those that are always of interest, and those that are not at their default") {
  Page page;
  for (SettingTexts& cell : page.subject.settings) cell.at("dropout") = "0.25";
  const auto facts = facts_of(page.section("Settings"));
  CHECK(facts.at("dataset") == "circle");
  CHECK(facts.at("activation") == "relu, tanh");
  CHECK(facts.at("init") == "he, glorot");
  CHECK(facts.at("learning rate") == "0.03");
  CHECK(facts.at("dropout") == "0.25");
  CHECK(facts.at("networks per cell") == "4");
  CHECK(!facts.contains("noise"));
  CHECK(!facts.contains("seed"));
}

TEST_CASE("The networks per cell are told of every directory") {
  const TestResults first(relu_and_tanh_toml, relu_and_tanh_cells());
  const TestResults second("replicates = 2\nrecord = []\ndataset = \"circle\"\nactivation = \"gelu\"\n",
                           {{{{"dataset", "circle"}, {"activation", "gelu"}}, {0.7, 0.7}}}, 3);
  const Subject subject = subject_of({&first, &second});
  const Document document = report_document(subject, "t", {"", {"", ""}}, {});
  CHECK(facts_of(document.sections.front()).at("networks per cell") == "4, 2");
}

TEST_CASE("The comparison says how runs are paired and what its numbers are, and shows groups, pairs and pictures") {
  const Page page;
  const Section section = page.section("Comparison");
  const std::string words = blocks_of<Paragraph>(section).at(0).text;
  CHECK(words.starts_with(
      "Runs are paired: the same settings but for activation, and the same replicate's random numbers. The data set is "
      "the unit: many runs on one data set are still one data set."));
  CHECK(words.find("prediction interval") != std::string::npos);
  const auto tables = blocks_of<Table>(section);
  REQUIRE(tables.size() == 3);
  CHECK(tables[0].rows.at(0).at(0) == "relu");
  CHECK(tables[1].header == pairs_table(*page.subject.comparison, TableFormat::text).header);
  CHECK(tables[2].title == "the same by data set, for this draw of the data");
  const auto pictures = blocks_of<Picture>(section);
  REQUIRE(pictures.size() == 2);
  CHECK(pictures[0].file == "effects.svg");
  CHECK(pictures[0].description.starts_with("Effects with their intervals: a diamond over all data sets"));
  CHECK(pictures[1].file == "runs.svg");
  CHECK(pictures[1].description ==
        "Every run's test accuracy by data set and group, with quartiles, median, and mean with its 95 % interval.");
}

TEST_CASE("Means by data set, ranks and learning curves are shown where there are any") {
  Page page;
  page.subject.comparison = three_activations();
  page.pictures.comparison[0].ranks = "ranks.svg";
  page.pictures.comparison[0].curves = "group-curves.svg";
  const Section section = page.section("Comparison");
  Row files;
  for (const Picture& picture : blocks_of<Picture>(section)) files.push_back(picture.file.string());
  CHECK(files == Row{"effects.svg", "runs.svg", "group-curves.svg", "ranks.svg"});
  const Comparison& comparison = *page.subject.comparison;
  CHECK(blocks_of<Paragraph>(section).at(1).text == ranks_text(comparison.panels[0], comparison));
  CHECK(blocks_of<Table>(section).at(0).rows == means_table(comparison.panels[0], comparison, TableFormat::text).rows);
  CHECK(!blocks_of<Table>(section).at(0).bold.empty());
  CHECK(blocks_of<Table>(section).at(0).title.ends_with(", the best in bold"));
}

TEST_CASE("What was chosen is a table, and pictures of conditions say which they are of") {
  Page page;
  page.subject.comparison = relu_and_tanh();
  page.subject.comparison->chosen = {{"", "circle", "relu", "learning rate 0.1"}};
  page.pictures.comparison = {{"arch 4", "effects-1.svg", "", "", ""}, {"arch 8", "effects-2.svg", "", "", ""}};
  const Section section = page.section("Comparison");
  CHECK(blocks_of<Table>(section).at(1).rows.at(0) == Row{"circle", "learning rate 0.1", "-"});
  const auto pictures = blocks_of<Picture>(section);
  REQUIRE(pictures.size() == 2);
  CHECK(pictures[0].description.starts_with("arch 4: Effects with their intervals"));
  CHECK(pictures[1].description.starts_with("arch 8: Effects with their intervals"));
}

TEST_CASE("What repeats a report is its commands and the whole of run.toml, folded away") {
  Page page;
  const auto listings = blocks_of<Listing>(page.section("Reproduce"));
  REQUIRE(listings.size() == 3);
  CHECK(listings[0].text == "actlab train\nactlab report");
  CHECK(listings[1].name == "The same networks without a file");
  CHECK(listings[1].text == "actlab train --activation relu,tanh");
  CHECK(listings[2].name == page.results.path().string() + "/run.toml");
  CHECK(listings[2].text == relu_and_tanh_toml);
  CHECK(listings[2].folded);
  // An experiment of several grids has no such line.
  page.commands.plain = {""};
  CHECK(blocks_of<Listing>(page.section("Reproduce")).size() == 2);
}

TEST_CASE("Versions and hashes are those of the manifest, with its own") {
  const Page page;
  const auto facts = facts_of(page.section("Versions and hashes"));
  CHECK(facts.at("results") == page.results.path().string());
  CHECK(facts.at("written by") == "actlab 0.1.0");
  CHECK(facts.at("arithmetic contract") == "1");
  CHECK(facts.at("results format") == std::to_string(results_format));
  CHECK(facts.at("cells") == "2");
  CHECK(facts.at("SHA-256 of data points.csv") == "abc");
  CHECK(facts.at("SHA-256 of runs.csv") == *file_hash(page.results.path() / "runs.csv"));
  CHECK(facts.at("SHA-256 of manifest.json") == *file_hash(page.results.path() / "manifest.json"));
}

TEST_CASE("Files of cells are not among the hashes of a page") {
  Page page;
  page.results.add_file(1, "model.json", "{}");
  page.subject = subject_of({&page.results});
  CHECK(!facts_of(page.section("Versions and hashes")).contains("SHA-256 of cells/cell-1/model.json"));
}

TEST_CASE("Names of users' data are text on the page") {
  Page page;
  for (SettingTexts& cell : page.subject.settings) cell.at("dataset") = "<img src=x>.csv";
  for (StoredCell& cell : page.subject.sources.front().cells) cell.settings.at("dataset") = "<img src=x>.csv";
  page.subject.comparison.reset();
  const std::string html = html_text(report_document(page.subject, question(page.subject), page.commands, {}));
  CHECK(html.find("&lt;img src=x&gt;.csv") != std::string::npos);
  CHECK(html.find("<img src=x") == std::string::npos);
}
