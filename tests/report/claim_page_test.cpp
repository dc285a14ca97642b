#include "report/claim_page.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"
#include "document/html.hpp"
#include "report/claim.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;
using enum Verdict;

// A claim that holds on circle and fails on xor, and one that holds.
std::vector<Examined> two_claims() {
  Claim other = small_claim();
  other.name = "other";
  other.sentence = "Depth <b>helps</b>";
  other.source = "A book, page 5";
  other.note = "It is about depth.";
  return {{small_claim(), examination_of({{"circle", supported}, {"xor", refuted}}), {}},
          {other, examination_of({{"", supported}}), "out/other/claim.svg"}};
}

template <class Kind>
std::vector<Kind> blocks_of(const Section& section) {
  std::vector<Kind> blocks;
  for (const Block& block : section.blocks) {
    if (const Kind* one = std::get_if<Kind>(&block)) blocks.push_back(*one);
  }
  return blocks;
}

}  // namespace

TEST_CASE("The verdicts' table has a row per claim") {
  const Table table = verdicts_table(two_claims());
  CHECK(table.title == "claims");
  CHECK(table.header == Row{"claim", "verdict", "findings", "where"});
  CHECK(table.numbers_from == 4);
  CHECK(table.rows == std::vector<Row>{{"ReLU is a good default", "conditional", "1 supported, 1 refuted",
                                        "holds: circle; fails: xor"},
                                       {"Depth <b>helps</b>", "supported", "1 supported", "holds everywhere"}});
}

TEST_CASE("The page begins with the counts of verdicts, the verdicts and the command that made it") {
  const Document page = claims_document(two_claims(), "actlab claims small other");
  CHECK(page.title == "What textbooks say of activation functions, asked of data");
  CHECK(page.lead == Row{"2 claims: 1 supported and 1 conditional."});
  REQUIRE(page.sections.size() == 3);
  const Section& verdicts = page.sections.front();
  CHECK(verdicts.title == "Verdicts");
  const Table table = blocks_of<Table>(verdicts).at(0);
  CHECK(table.header == Row{"claim", "name", "verdict", "findings", "where"});
  CHECK(table.rows.at(1) == Row{"Depth <b>helps</b>", "other", "supported", "1 supported", "holds everywhere"});
  CHECK(blocks_of<Listing>(verdicts).at(0).text == "actlab claims small other");
  CHECK(claims_document({two_claims().front()}, "x").lead == Row{"1 claim: 1 conditional."});
}

TEST_CASE("Every claim has a section with its verdict, where it holds, its findings and the command for it alone") {
  const Section section = claims_document(two_claims(), "x").sections.at(1);
  CHECK(section.title == "ReLU is a good default");
  const auto paragraphs = blocks_of<Paragraph>(section);
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[0].text == "Verdict: conditional (1 supported, 1 refuted).");
  CHECK(paragraphs[1].text.starts_with("32 paired replicates."));
  CHECK(blocks_of<Facts>(section).at(0).items.at(0) ==
        std::pair<std::string, std::string>{"relu not lower than tanh (test_accuracy)",
                                            "supported (circle); refuted (xor)"});
  CHECK(blocks_of<Table>(section).at(0).rows.size() == 2);
  CHECK(blocks_of<Listing>(section).at(0).text == "actlab claims small");
  CHECK(blocks_of<Picture>(section).empty());
}

TEST_CASE("A claim's source, note and figure stand in its section where there are any") {
  const Section section = claims_document(two_claims(), "x").sections.at(2);
  const auto paragraphs = blocks_of<Paragraph>(section);
  REQUIRE(paragraphs.size() == 4);
  CHECK(paragraphs[1].text == "Source: A book, page 5");
  CHECK(paragraphs[2].text == "It is about depth.");
  const Picture picture = blocks_of<Picture>(section).at(0);
  CHECK(picture.file == "out/other/claim.svg");
  CHECK(picture.description.starts_with("Findings on \u201cDepth <b>helps</b>\u201d: effects with their intervals"));
}

TEST_CASE("A claim's sentence is text on the page, whatever it holds") {
  std::vector<Examined> claims = two_claims();
  claims.back().figure.clear();
  const std::string html = html_text(claims_document(claims, "x"));
  CHECK(html.find("Depth &lt;b&gt;helps&lt;/b&gt;") != std::string::npos);
  CHECK(html.find("<b>helps") == std::string::npos);
}

TEST_CASE("A figure's data name each finding and the region that supports its rule") {
  Claim claim = small_claim();
  claim.rules[0].says = "It \"loses\" little, or\nnothing";
  claim.rules.push_back(rule_of(Relation::differs, {"tanh"}, 0.02));
  claim.rules[1].relative = true;
  Examination examination = examination_of({{"circle", supported}});
  examination.findings.push_back(finding_of(1, "", refuted));
  const TemporaryDirectory directory;
  write_claim_figure_data(directory.path() / "figure.csv", claim, examination);
  CHECK(
      read_file(directory.path() / "figure.csv") ==
      "rule,says,label,effect,low,high,region_low,region_high,supports,verdict\n"
      "1,It \u201dloses\u201d little\u201a or nothing (test_accuracy),relu not lower than tanh \u00b7 circle,0.03125,"
      "0.0125,0.05,-0.01,,1,supported\n"
      "2,It loses nothing (test_accuracy\u201a % of the other's),relu differs from tanh,3.125,1.25,5,-2,2,0,refuted\n");
}
