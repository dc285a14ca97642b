#include "document/html.hpp"

#include <catch2/catch.hpp>
#include <regex>

#include "actlab/error.hpp"
#include "data/files.hpp"
#include "data/share.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

// The page without its style and script, which are the program's own.
std::string html_of(const std::vector<Block>& blocks, const std::string& title = "t") {
  const std::string page = html_text({title, {}, {{title, blocks}}});
  return page.substr(page.find("<body>"), page.find("<script>") - page.find("<body>"));
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

const std::string hostile = "</p><script>alert('a' & \"b\")</script>\x01\x7f";
const std::string harmless =
    "&lt;/p&gt;&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;\xef\xbf\xbd\xef\xbf\xbd";

Film film_of(const TemporaryDirectory& directory, const std::vector<std::string>& epochs) {
  Film film;
  film.cells = {{directory.write("sheet.png", "sheet"), directory.write("film.gif", "moves"), "relu & co"},
                {directory.write("other.png", "other"), directory.write("other.gif", "moves"), "tanh"}};
  film.epochs = epochs;
  film.columns = 2;
  film.description = "The plane.";
  return film;
}

}  // namespace

TEST_CASE("Hostile text is text on a page wherever it stands") {
  const TemporaryDirectory directory;
  const fs::path picture = directory.write("a.svg", "<svg/>");
  Table table;
  table.title = hostile;
  table.header = {hostile};
  table.rows = {{hostile}};
  Film film = film_of(directory, {hostile, "9"});
  film.cells.front().label = hostile;
  film.description = hostile;
  const std::string html =
      html_of({Paragraph{hostile}, Picture{picture, hostile}, film, Listing{hostile, hostile, true},
               Listing{hostile, hostile, false}, Facts{{{hostile, hostile}}}, table},
              hostile);
  CHECK(!holds(html, "<script"));
  CHECK(!holds(html, "alert('"));
  CHECK(!holds(html, "\x01"));
  for (const std::string& around :
       {"<h1>" + harmless + "</h1>", "<a href=\"#section-1\">" + harmless + "</a>",
        "<h2 id=\"title-1\">" + harmless + "</h2>", "<p>" + harmless + "</p>", "alt=\"" + harmless + "\"",
        "<figcaption>" + harmless + "</figcaption>", "data-epochs=\"" + harmless + " 9\"",
        "alt=\"Boundary of " + harmless + "\"", "<summary>" + harmless + "</summary>", "<code>" + harmless + "</code>",
        "<dt>" + harmless + "</dt><dd>" + harmless + "</dd>", "<th scope=\"col\">" + harmless + "</th>",
        "<td>" + harmless + "</td>"}) {
    CAPTURE(around);
    CHECK(holds(html, around));
  }
}

TEST_CASE("A page allows its own style and script by their hashes, and pictures that it holds") {
  const std::string page = html_text({"t", {"It is so."}, {}});
  std::smatch policy;
  REQUIRE(std::regex_search(page, policy, std::regex("Content-Security-Policy\" content=\"([^\"]*)\"")));
  CHECK(std::regex_match(policy[1].str(),
                         std::regex("default-src 'none'; img-src data:; style-src 'sha256-[A-Za-z0-9+/]{43}='; "
                                    "script-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'")));
  CHECK(holds(page, "<p class=\"lead\">It is so.</p>"));
  CHECK(holds(page, "<style>" + read_file(share_directory() / "scripts/report/report.css") + "</style>"));
}

TEST_CASE("Pictures stand in the page as base64, each with its kind") {
  const TemporaryDirectory directory;
  const auto source = [&](const std::string& name, const std::string& bytes) {
    const std::string html = html_of({Picture{directory.write(name, bytes), "what it shows"}});
    const std::size_t begin = html.find("src=\"") + 5;
    return html.substr(begin, html.find('"', begin) - begin);
  };
  // RFC 4648, section 10.
  CHECK(source("1.png", "f") == "data:image/png;base64,Zg==");
  CHECK(source("2.png", "fo") == "data:image/png;base64,Zm8=");
  CHECK(source("3.svg", "foobar") == "data:image/svg+xml;base64,Zm9vYmFy");
  CHECK(source("4.png", "\xfb\xff\xfe") == "data:image/png;base64,+//+");
}

TEST_CASE("A picture that is missing is an error that names it") {
  const TemporaryDirectory directory;
  const fs::path nowhere = directory.path() / "nowhere.svg";
  try {
    html_of({Picture{nowhere, "nothing"}});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::no_input);
    CHECK(error.where() == nowhere.string());
    CHECK(error.remedy() == "run the same command again: it draws it");
  }
  Film film = film_of(directory, {"0", "9"});
  fs::remove(film.cells.back().sheet);
  CHECK_THROWS_AS(html_of({film}), Error);
}

TEST_CASE("A film has a slider over its frames, and none where nothing moves") {
  const TemporaryDirectory directory;
  const std::string moving = html_of({film_of(directory, {"0", "5", "9"}), film_of(directory, {"0", "1"})});
  CHECK(holds(moving, "data-columns=\"2\" data-rows=\"2\" data-frames=\"3\" data-epochs=\"0 5 9\""));
  CHECK(holds(moving, "<input id=\"film-1\" type=\"range\" min=\"0\" max=\"2\" value=\"2\""));
  CHECK(holds(moving, "<output for=\"film-1\">9</output>"));
  CHECK(holds(moving, "<input id=\"film-2\" type=\"range\" min=\"0\" max=\"1\" value=\"1\""));
  CHECK(holds(moving, "alt=\"Boundary of relu &amp; co\""));
  CHECK(count(moving, "class=\"frame\"") == 4);
  CHECK(holds(moving, "base64,c2hlZXQ="));  // the sheet, and not the picture of formats that cannot step
  const std::string still = html_of({film_of(directory, {})});
  CHECK(holds(still, "data-columns=\"2\" data-rows=\"1\" data-frames=\"1\" data-epochs=\"\""));
  CHECK(!holds(still, "type=\"range\""));
}

TEST_CASE("A listing is shown, or folded away until it is asked for") {
  const std::string shown = html_of({Listing{"Made by", "actlab report r", false}});
  CHECK(!holds(shown, "<details>"));
  CHECK(
      holds(shown, "<p>Made by:</p>\n<pre tabindex=\"0\" aria-label=\"Made by\"><code>actlab report r</code></pre>\n"));
  const std::string folded = html_of({Listing{"run.toml", "epochs = 5\n", true}});
  CHECK(holds(folded, "<details><summary>run.toml</summary>\n<pre "));
  CHECK(holds(folded, "epochs = 5\n</code></pre>\n</details>"));
}

TEST_CASE("A table's columns are numbers from the place that it says") {
  Table table;
  table.title = "means";
  table.header = {"a", "b", "n"};
  table.rows = {{"x", "y", "3"}};
  table.numbers_from = 2;
  const std::string html = html_of({table});
  CHECK(holds(html, "<th scope=\"col\">b</th><th scope=\"col\" class=\"number\">n</th>"));
  CHECK(holds(html, "<tr><td>x</td><td>y</td><td class=\"number\">3</td></tr>"));
}

TEST_CASE("A table's bold cells are strong, and their text is escaped like any other") {
  Table table;
  table.title = "means";
  table.header = {"a", "n"};
  table.rows = {{"x", "3"}, {"<y>", "4"}};
  table.bold = {{1, 0}};
  const std::string html = html_of({table});
  CHECK(holds(html, "<tr><td>x</td><td class=\"number\">3</td></tr>"));
  CHECK(holds(html, "<tr><td><strong>&lt;y&gt;</strong></td><td class=\"number\">4</td></tr>"));
}

TEST_CASE("Every section has a heading that the contents lead to") {
  const std::string html = html_text({"t", {}, {{"First", {}}, {"Second", {}}}});
  CHECK(holds(html, "<li><a href=\"#section-2\">Second</a></li>"));
  CHECK(holds(html, "<section id=\"section-2\" aria-labelledby=\"title-2\">\n<h2 id=\"title-2\">Second</h2>"));
}

TEST_CASE("A result is a word in its colour, and pictures stand beside each other") {
  const TemporaryDirectory directory;
  const fs::path picture = directory.write("a.svg", "<svg/>");
  const std::string html = html_of({Badge{"holds <b>", Tone::good, ", but"}, Badge{"reversed", Tone::bad, ""},
                                    PictureRow{{{picture, "one"}, {picture, "two"}}}});
  CHECK(holds(html, "<p class=\"verdict\"><span class=\"badge good\">holds &lt;b&gt;</span>, but</p>"));
  CHECK(holds(html, "<span class=\"badge bad\">reversed</span></p>"));
  CHECK(holds(html, "<div class=\"beside\">\n<figure>"));
  CHECK(count(html, "<figure>") == 2);
}
