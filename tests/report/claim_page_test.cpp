#include "report/claim_page.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"
#include "document/html.hpp"
#include "report/claim.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Row = std::vector<std::string>;

Examined examined(const Claim& claim, Outcome outcome) {
  return {claim, examination_of(claim, {finding_of(0, outcome)}), {}, {}, {}};
}

// A claim that is reversed, and one that holds, with figures.
std::vector<Examined> two_claims() {
  Claim other = small_claim();
  other.name = "other";
  other.sentence = "Depth <b>helps</b>";
  other.source = "A book, page 5";
  other.note = "It is about depth.";
  Examined with_figures = examined(other, Outcome::holds);
  with_figures.forest = "out/other/claim.svg";
  with_figures.picture = "out/other/picture.svg";
  return {examined(small_claim(), Outcome::reversed), with_figures};
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
  CHECK(table.header == Row{"claim", "verdict", "findings", "in a teacher's words"});
  CHECK(table.rows == std::vector<Row>{{"ReLU is a good default", "reversed", "1 no", "Do not take ReLU."},
                                       {"Depth <b>helps</b>", "holds", "1 yes", "Take ReLU."}});
}

TEST_CASE("The page begins with warnings, counts of verdicts, the verdicts and the command that made it") {
  const Document page = claims_document(two_claims(), "actlab claims", {"few networks"});
  CHECK(page.lead == Row{"2 claims: 1 holds and 1 reversed.", "Warning: few networks."});
  REQUIRE(page.sections.size() == 4);
  CHECK(page.sections.front().title == "Verdicts");
  const Table table = blocks_of<Table>(page.sections.front()).at(0);
  CHECK(table.header == Row{"claim", "name", "verdict", "findings", "in a teacher's words"});
  CHECK(table.rows.at(1) == Row{"Depth <b>helps</b>", "other", "holds", "1 yes", "Take ReLU."});
  CHECK(blocks_of<Listing>(page.sections.front()).at(0).text == "actlab claims");
}

TEST_CASE("A claim's section begins with its verdict in its colour and the teacher's sentence, then its pictures") {
  const Document page = claims_document(two_claims(), "x", {});
  const Section& reversed = page.sections.at(1);
  CHECK(blocks_of<Badge>(reversed).at(0).word == "reversed");
  CHECK(blocks_of<Badge>(reversed).at(0).tone == Tone::bad);
  CHECK(blocks_of<Paragraph>(reversed).at(0).text == "Do not take ReLU.");
  CHECK(blocks_of<PictureRow>(reversed).empty());
  const Section& holds = page.sections.at(2);
  CHECK(blocks_of<Badge>(holds).at(0).tone == Tone::good);
  const auto pictures = blocks_of<PictureRow>(holds).at(0).pictures;
  REQUIRE(pictures.size() == 2);
  CHECK(pictures[0].file == "out/other/picture.svg");
  CHECK(pictures[0].description == "Every network is a point.");
  CHECK(pictures[1].file == "out/other/claim.svg");
  std::string words;
  for (const Paragraph& paragraph : blocks_of<Paragraph>(holds)) words += paragraph.text + "\n";
  CHECK(words.find("Asked: It loses nothing.") != std::string::npos);
  CHECK(words.find("It is about depth.") != std::string::npos);
  CHECK(words.find("Source: A book, page 5") != std::string::npos);
  CHECK(blocks_of<Listing>(holds).at(0).text == "actlab claims other");
}

TEST_CASE("What explains and what checks stands in tables of its own") {
  Claim claim = small_claim();
  claim.rules.push_back(rule_of(Relation::higher, Role::mechanism));
  claim.rules.push_back(rule_of(Relation::at_least, Role::control));
  Examined one = examined(claim, Outcome::holds);
  one.examination = examination_of(
      claim, {finding_of(0, Outcome::holds), finding_of(1, Outcome::holds), finding_of(2, Outcome::holds)});
  const auto tables = blocks_of<Table>(claims_document({one}, "x", {}).sections.at(1));
  REQUIRE(tables.size() == 4);
  CHECK(tables[0].title.starts_with("main findings"));
  CHECK(tables[1].title.starts_with("mechanism findings"));
  CHECK(tables[2].title.starts_with("controls"));
  CHECK(tables[3].title == "the same by data set");
}

TEST_CASE("Over data seeds the verdict is what they share, and a claim that is unstable cannot be told") {
  Examined one = examined(small_claim(), Outcome::holds);
  one.stability = stability_of({{1, {Outcome::holds}, Verdict::holds}, {2, {Outcome::reversed}, Verdict::reversed}});
  CHECK(final_verdict(one) == Verdict::cannot_tell);
  CHECK(verdicts_table({one}).rows.at(0)[1] == "cannot tell (unstable)");
  CHECK(flips_sentence({one}) == "Held under one data seed and reversed under another: small.");
  CHECK(stability_table({one}).rows ==
        std::vector<Row>{{"small", "cannot tell (unstable)", "holds, reversed", "1", "0", "0 %"},
                         {"all", "", "", "1", "0", "0 %"}});
  const Document page = claims_document({one}, "x", {});
  CHECK(blocks_of<Table>(page.sections.front()).size() == 2);
  const Badge badge = blocks_of<Badge>(page.sections.at(1)).at(0);
  CHECK(badge.word == "cannot tell");
  CHECK(badge.rest.find("1 holds, 2 reversed") != std::string::npos);
  one.stability = stability_of({{1, {Outcome::holds}, Verdict::holds}});
  CHECK(flips_sentence({one}) == "No claim holds under one data seed and is reversed under another.");
}

TEST_CASE("A claim's sentence is text on the page, whatever it holds, and its words are explained at the end") {
  std::vector<Examined> claims = two_claims();
  claims.back().forest.clear();
  claims.back().picture.clear();
  const Document page = claims_document(claims, "x", {});
  CHECK(page.sections.back().title == "The words");
  CHECK(blocks_of<Facts>(page.sections.back()).at(0).items.size() > 10);
  const std::string html = html_text(page);
  CHECK(html.find("Depth &lt;b&gt;helps&lt;/b&gt;") != std::string::npos);
  CHECK(html.find("<b>helps") == std::string::npos);
}
