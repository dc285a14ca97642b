#include "figure/experiment_figures.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "data/files.hpp"
#include "data/share.hpp"
#include "record/results_files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

const ExperimentFigure& figure_called(const std::string& name) {
  for (const ExperimentFigure& figure : experiment_figures()) {
    if (figure.name == name) return figure;
  }
  FAIL("there is no figure " << name);
  std::abort();
}

void add_cell(const TemporaryDirectory& results, const std::string& id, const std::string& file) {
  fs::create_directories(results.path() / "cells" / id);
  results.write("cells/" + id + "/" + file, "");
}

}  // namespace

TEST_CASE("Every figure of an experiment has a script, a name of its own and a file that cells have") {
  std::set<std::string> names;
  for (const ExperimentFigure& figure : experiment_figures()) {
    CAPTURE(figure.name);
    CHECK(fs::exists(share_directory() / "scripts" / figure.script));
    CHECK(names.insert(figure.name).second);
    CHECK(std::ranges::count(cell_files, figure.cell_file) == 1);
    CHECK(std::string(figure.description).ends_with('.'));
  }
}

TEST_CASE("A figure can be drawn where enough of the given cells have its file") {
  const TemporaryDirectory results;
  const ExperimentFigure& curves = figure_called("learning-curves");
  const ExperimentFigure& boundaries = figure_called("boundary-grid");
  CHECK(!can_draw(curves, results.path(), {"a", "b"}));
  add_cell(results, "a", "curves.csv");
  add_cell(results, "a", "boundary.csv");
  add_cell(results, "c", "boundary.csv");
  CHECK(can_draw(curves, results.path(), {"a", "b"}));
  CHECK(!can_draw(curves, results.path(), {"b", "c"}));
  // One panel alone is no grid.
  CHECK(!can_draw(boundaries, results.path(), {"a", "b"}));
  CHECK(can_draw(boundaries, results.path(), {"a", "b", "c"}));
}
