#include "figure/gnuplot.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "actlab/error.hpp"
#include "data/files.hpp"
#include "figure/own_scripts.hpp"

using namespace actlab;
using actlab::test::OwnScripts;
using actlab::test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("A user's text becomes a field that gnuplot reads whole") {
  CHECK(gnuplot_field("leaky_relu:slope=0.1") == "leaky_relu:slope=0.1");
  CHECK(gnuplot_field("where(x>0,x,0)") == "where(x>0\u201ax\u201a0)");
  CHECK(gnuplot_field("say \"so\"") == "say \u201dso\u201d");
  CHECK(gnuplot_field("two\nlines\r\tand\x7f") == "two lines  and ");
  CHECK(gnuplot_field("R\u00b2") == "R\u00b2");
}

TEST_CASE("Figures are png, svg or pdf") {
  for (const char* format : {"png", "svg", "pdf"}) CHECK_NOTHROW(check_figure_format(format));
  for (const char* format : {"gif", "PNG", "", "png "}) CHECK_THROWS_AS(check_figure_format(format), Error);
  CHECK_THROWS_WITH(check_figure_format("jpg", "--figure-format"),
                    "--figure-format: 'jpg' is not allowed; allowed are png, svg and pdf");
}

TEST_CASE("A script is given the directory, the figure and the drawing's arguments") {
  const OwnScripts scripts;
  scripts.add("arguments.gp", OwnScripts::prints_arguments);
  const TemporaryDirectory directory;
  const fs::path out = directory.path() / "made" / "here";
  const fs::path figure =
      Plotter(directory.path(), out, "svg", false).draw({"arguments.gp", "shown", {"`touch x` \"'"}, {}});
  CHECK(figure == out / "shown.svg");
  CHECK(read_file(figure) == "3\n" + directory.path().string() + "\n`touch x` \"'\n" + OwnScripts::end_of_figure);
  CHECK(files_in(out) == 1);
}

TEST_CASE("A drawing may have a format of its own") {
  const OwnScripts scripts;
  scripts.add("arguments.gp", OwnScripts::prints_arguments);
  const TemporaryDirectory directory;
  const Plotter plotter(directory.path(), directory.path(), "png", false);
  CHECK(plotter.draw({"arguments.gp", "a", {}, {}}) == directory.path() / "a.png");
  CHECK(plotter.draw({"arguments.gp", "a", {}, "gif"}) == directory.path() / "a.gif");
}

TEST_CASE("The pixels of images in an SVG stay as they are, and one without images is left as gnuplot wrote it") {
  const OwnScripts scripts;
  const std::string prints = "set print ARG2\nprint '<svg width=\"9\">";
  scripts.add("image.gp", prints + "<image x=\"0\"/> IEND </svg> %%EOF ;'\nunset print\n");
  scripts.add("lines.gp", prints + " IEND </svg> %%EOF ;'\nunset print\n");
  const TemporaryDirectory directory;
  const auto drawn = [&](const char* script, const char* format) {
    return read_file(Plotter(directory.path(), directory.path(), format, false).draw({script, "a", {}, {}}));
  };
  CHECK(drawn("image.gp", "svg") ==
        "<svg style=\"image-rendering: optimizeSpeed; image-rendering: pixelated\" width=\"9\"><image x=\"0\"/> IEND "
        "</svg> %%EOF ;\n");
  CHECK(drawn("image.gp", "pdf") == "<svg width=\"9\"><image x=\"0\"/> IEND </svg> %%EOF ;\n");
  CHECK(drawn("lines.gp", "svg") == "<svg width=\"9\"> IEND </svg> %%EOF ;\n");
}

TEST_CASE("A script that fails leaves the figure as it was and no temporary file") {
  const OwnScripts scripts;
  scripts.add("fails.gp", "set print ARG2\nprint 'half of it'\nunset print\nexit status 3\n");
  const TemporaryDirectory directory;
  directory.write("a.svg", "the old one");
  const Plotter plotter(directory.path(), directory.path(), "svg", false);
  try {
    plotter.draw({"fails.gp", "a", {}, {}});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::some_cells_failed);
    CHECK(error.where().ends_with("scripts/fails.gp"));
  }
  CHECK(read_file(directory.path() / "a.svg") == "the old one");
  CHECK(files_in(directory.path()) == 1);
}

TEST_CASE("A figure that gnuplot could not write to its end is an error, and the old one stays") {
  const OwnScripts scripts;
  scripts.add("half.gp", "set print ARG2\nprint 'half of it'\nunset print\n");
  scripts.add("none.gp", "x = 1\n");
  const TemporaryDirectory directory;
  for (const char* format : {"png", "svg", "pdf"}) {
    directory.write(std::string("a.") + format, "the old one");
    const Plotter plotter(directory.path(), directory.path(), format, false);
    for (const char* script : {"half.gp", "none.gp"}) {
      CHECK_THROWS_WITH(plotter.draw({script, "a", {}, {}}), Catch::Contains("gnuplot could not write all of it"));
    }
    CHECK(read_file(directory.path() / (std::string("a.") + format)) == "the old one");
  }
  CHECK(files_in(directory.path()) == 3);
}

TEST_CASE("Many figures are drawn in the order of the drawings, and none is begun after an error") {
  const OwnScripts scripts;
  scripts.add("arguments.gp", OwnScripts::prints_arguments);
  scripts.add("fails.gp", "exit status 3\n");
  const TemporaryDirectory directory;
  const Plotter plotter(directory.path(), directory.path(), "svg", false);
  std::vector<Drawing> drawings;
  for (int i = 0; i < 20; ++i) drawings.push_back({"arguments.gp", std::to_string(i), {}, {}});
  const std::vector<fs::path> drawn = plotter.draw(drawings);
  REQUIRE(drawn.size() == 20);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    CHECK(drawn[i].filename() == std::to_string(i) + ".svg");
    CHECK(fs::exists(drawn[i]));
    fs::remove(drawn[i]);
  }
  // Every thread fails at the first that it draws.
  drawings.insert(drawings.begin(), std::max(1U, std::thread::hardware_concurrency()), {"fails.gp", "wrong", {}, {}});
  CHECK_THROWS_AS(plotter.draw(drawings), Error);
  CHECK(!fs::exists(directory.path() / "19.svg"));
  CHECK(plotter.draw(std::vector<Drawing>{}).empty());
}

TEST_CASE("The same PDF is drawn at any time") {
  const TemporaryDirectory directory;
  const OwnScripts scripts;
  scripts.add("line.gp", "set terminal pdfcairo\nset output ARG2\nplot x\nunset output\n");
  const Plotter plotter(directory.path(), directory.path(), "pdf", false);
  const std::string pdf = read_file(plotter.draw({"line.gp", "line", {}, {}}));
  CHECK(pdf.starts_with("%PDF"));
  CHECK(pdf.find("/CreationDate (D:19700101000000") != std::string::npos);
}

TEST_CASE("A place where no figure can be written is refused before anything is drawn") {
  const TemporaryDirectory directory;
  const fs::path file = directory.write("file", "");
  try {
    const Plotter plotter(directory.path(), file / "below", "svg", false);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::cannot_write);
    CHECK(error.where() == (file / "below").string());
  }
}
