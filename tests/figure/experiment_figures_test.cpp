#include "figure/experiment_figures.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "data/share.hpp"
#include "record/results.hpp"

using namespace actlab;
using actlab::test::HandWritten;

namespace {

namespace fs = std::filesystem;

const ExperimentFigure& figure_called(const std::string& name) {
  for (const ExperimentFigure& figure : experiment_figures()) {
    if (figure.name == name) return figure;
  }
  FAIL("there is no figure " << name);
  std::abort();
}

RecordedFiles with_files(const std::vector<std::string>& names) {
  HandWritten results;
  results.write("run.toml", "");
  for (const std::string& name : names) results.write("cells/" + name, "");
  results.finish();
  return RecordedFiles(results.path());
}

}  // namespace

TEST_CASE("Every figure of an experiment has a script, a name of its own and a file that cells have") {
  std::set<std::string> names;
  for (const ExperimentFigure& figure : experiment_figures()) {
    CAPTURE(figure.name);
    CHECK(fs::exists(share_directory() / "scripts" / figure.script));
    CHECK(names.insert(figure.name).second);
    CHECK(std::ranges::count(cell_files, figure.cell_file) == 1);
    for (const char* file : figure.also) CHECK((file == nullptr || std::ranges::count(cell_files, file) == 1));
    CHECK(std::string(figure.description).ends_with('.'));
  }
}

TEST_CASE("A figure can be drawn where enough of the given cells have its file") {
  const ExperimentFigure& curves = figure_called("learning-curves");
  const ExperimentFigure& boundaries = figure_called("boundary-grid");
  CHECK(!can_draw(curves, with_files({}), {"a", "b"}));
  const RecordedFiles results = with_files({"a/curves.csv", "a/boundary.csv", "c/boundary.csv"});
  CHECK(can_draw(curves, results, {"a", "b"}));
  CHECK(!can_draw(curves, results, {"b", "c"}));
  // One panel alone is no grid.
  CHECK(!can_draw(boundaries, results, {"a", "b"}));
  CHECK(can_draw(boundaries, results, {"a", "b", "c"}));
}

TEST_CASE("Files that drawings read are checked against what was written; what was not written is no matter") {
  HandWritten results;
  results.write("run.toml", "");
  results.write("labels.csv", "cell\n");
  results.write("cells/a/curves.csv", "epoch\n");
  results.finish();
  const std::vector<Drawing> drawings{drawing_of(figure_called("learning-curves"), "learning-curves", {"a", "b"})};
  CHECK_NOTHROW(check_files(RecordedFiles(results.path()), drawings));
  for (const std::string name : {"labels.csv", "cells/a/curves.csv"}) {
    const std::string before = read_file(results.path() / name);
    std::ofstream(results.path() / name) << "x\n";
    CHECK_THROWS_WITH(check_files(RecordedFiles(results.path()), drawings),
                      Catch::Contains(name + ": was changed after it was written"));
    std::ofstream(results.path() / name) << before;
  }
}
