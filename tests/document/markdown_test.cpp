#include "document/markdown.hpp"

#include <catch2/catch.hpp>

using namespace actlab;

namespace {

// The section's blocks as they are written.
std::string markdown_of(const std::vector<Block>& blocks) {
  const std::string text = markdown_text({"t", {}, {{"s", blocks}}}, "/page");
  const std::string heading = "# t\n\n## s\n\n";
  REQUIRE(text.starts_with(heading));
  return text.substr(heading.size());
}

}  // namespace

TEST_CASE("A document is a title, sentences in bold, sections and their blocks, and ends with one newline") {
  const Document document{"Which is best?",
                          {"relu is better than tanh."},
                          {{"Settings", {Paragraph{"All at once."}, Facts{{{"epochs", "5"}, {"arch", "8-8"}}}}}}};
  CHECK(
      markdown_text(document, ".") ==
      "# Which is best?\n\n**relu is better than tanh.**\n\n## Settings\n\nAll at once.\n\n- epochs: 5\n- arch: 8-8\n");
}

TEST_CASE("Hostile text is text in Markdown wherever it stands") {
  const std::string hostile = "<b>*a*</b> [x](y) `c` _d_ | &lt; $e$ ~~f~~\n# g";
  const std::string harmless = R"(\<b\>\*a\*\</b\> \[x\](y) \`c\` \_d\_ \| \&lt; \$e\$ \~\~f\~\~ # g)";
  Table table;
  table.title = hostile;
  table.header = {hostile};
  table.rows = {{hostile}};
  CHECK(markdown_text({hostile, {hostile}, {{hostile, {Paragraph{hostile}, Facts{{{hostile, hostile}}}, table}}}},
                      ".") == "# " + harmless + "\n\n**" + harmless + "**\n\n## " + harmless + "\n\n" + harmless +
                                  "\n\n- " + harmless + ": " + harmless + "\n\n**" + harmless + "**\n\n| " + harmless +
                                  " |\n| --- |\n| " + harmless + " |\n");
}

TEST_CASE("A paragraph that begins like a heading, a list or a ruler is a paragraph") {
  CHECK(markdown_of({Paragraph{"# no heading"}}) == "\\# no heading\n");
  CHECK(markdown_of({Paragraph{"- no item"}}) == "\\- no item\n");
  CHECK(markdown_of({Paragraph{"+ no item"}}) == "\\+ no item\n");
  CHECK(markdown_of({Paragraph{"=== no ruler"}}) == "\\=== no ruler\n");
  CHECK(markdown_of({Paragraph{"12. no item"}}) == "12\\. no item\n");
  CHECK(markdown_of({Paragraph{"1) no item"}}) == "1\\) no item\n");
  CHECK(markdown_of({Paragraph{"12 networks - all of them."}}) == "12 networks - all of them.\n");
  CHECK(markdown_of({Paragraph{"2026"}}) == "2026\n");
}

TEST_CASE("Pictures are named relative to the page, whatever their names hold") {
  CHECK(markdown_of({Picture{"/page/figures/loss.svg", "Loss by *epoch*."}}) ==
        "![Loss by \\*epoch\\*.](figures/loss.svg)\n\n*Loss by \\*epoch\\*.*\n");
  CHECK(markdown_of({Picture{"/other/a.svg", "x"}}).starts_with("![x](../other/a.svg)"));
  CHECK(markdown_of({Picture{"/page/my (own) 50%\u00e4.svg", "x"}})
            .starts_with("![x](my%20%28own%29%2050%25%C3%A4.svg)"));
}

TEST_CASE("A film is the pictures that move by themselves") {
  Film film;
  film.cells = {{"/page/sheet-1.png", "/page/film-1.gif", "relu"}, {"/page/sheet-2.png", "/page/film-2.gif", "a_b"}};
  film.epochs = {"0", "9"};
  film.description = "The plane.";
  CHECK(markdown_of({film}) == "![relu](film-1.gif)\n![a\\_b](film-2.gif)\n\n*The plane.*\n");
}

TEST_CASE("A listing is fenced by more backticks than stand together in it, folded or not") {
  CHECK(markdown_of({Listing{"Made by", "actlab report r", false}}) == "Made by:\n\n```\nactlab report r\n```\n");
  CHECK(markdown_of({Listing{"run.toml", "epochs = 5\n", true}}) == "run.toml:\n\n```\nepochs = 5\n```\n");
  CHECK(markdown_of({Listing{"x", "a ``` b ```` c `````", false}}) == "x:\n\n``````\na ``` b ```` c `````\n``````\n");
}

TEST_CASE("A table is written as tables are in Markdown") {
  Table table;
  table.title = "means";
  table.header = {"group", "mean"};
  table.rows = {{"relu", "1"}};
  CHECK(markdown_of({table}) == table_text(table, TableFormat::markdown));
}

TEST_CASE("A result is a word in bold, and pictures beside each other stand one after the other") {
  CHECK(markdown_of({Badge{"holds", Tone::good, ", but varies"}}) == "**holds**, but varies\n");
  const Picture picture{"/page/a.svg", "one"};
  CHECK(markdown_of({PictureRow{{picture, picture}}}) == markdown_of({picture, picture}));
}
