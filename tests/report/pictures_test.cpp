#include "report/pictures.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "figure/own_scripts.hpp"
#include "report/results.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string>;

BoundaryPictures boundary_of(const std::string& label, const Row& epochs) {
  return {{label + ".png", label + ".gif", label}, epochs};
}

// A cell with boundaries at the epochs 0, step, 2 step and so on; two points each.
class Snapshots {
 public:
  Snapshots(std::size_t frames, std::size_t step) : recorded_("boundary-snapshots.csv", text_of(frames, step)) {}
  [[nodiscard]] Row epochs() const { return snapshot_epochs(recorded_.cell); }

 private:
  static std::string text_of(std::size_t frames, std::size_t step) {
    std::string text = "x,epoch,y\n";
    for (std::size_t f = 0; f < frames; ++f) {
      for (int point = 0; point < 2; ++point) text += fmt::format("{},{},1\n", point, f * step);
    }
    return text;
  }

  CellWithFile recorded_;
};

}  // namespace

TEST_CASE("Cells with snapshots of the same epochs share a film, and others have one of their own") {
  const auto films = films_of({boundary_of("relu", {"0", "9"}), boundary_of("tanh", {"0", "9"}),
                               boundary_of("gelu", {}), boundary_of("silu", {"0", "9"})},
                              4);
  REQUIRE(films.size() == 2);
  REQUIRE(films[0].cells.size() == 3);
  CHECK(films[0].cells[2].label == "silu");
  CHECK(films[0].cells[2].sheet == "silu.png");
  CHECK(films[0].cells[2].picture == "silu.gif");
  CHECK(films[0].epochs == Row{"0", "9"});
  CHECK(films[0].columns == 2);
  CHECK(films[0].description ==
        "What the networks put out over the plane, on average, with the training points. The slider goes through "
        "training.");
  CHECK(films[1].epochs.empty());
  CHECK(films[1].columns == 1);
  CHECK(films[1].description == "What the networks put out over the plane, on average, with the training points.");
  CHECK(films_of({}, 4).empty());
}

TEST_CASE("A film of many frames has eight in a row, and one of few cells says of how many") {
  const auto films = films_of({boundary_of("relu", Row(12, "0"))}, 30);
  REQUIRE(films.size() == 1);
  CHECK(films[0].columns == 8);
  CHECK(films[0].description.ends_with(" Shown: 1 of 30 cells."));
}

TEST_CASE("The epochs of snapshots are each listed once, found by the column's name") {
  CHECK(Snapshots(3, 5).epochs() == Row{"0", "5", "10"});
  CHECK(snapshot_epochs(CellWithFile("curves.csv", "epoch\n0\n").cell).empty());
}

TEST_CASE("Of many snapshots forty are kept, the first and the last among them") {
  CHECK(Snapshots(40, 1).epochs().size() == 40);
  const Row many = Snapshots(118, 2).epochs();
  REQUIRE(many.size() == 40);
  CHECK(many.front() == "0");
  CHECK(many[1] == "6");
  CHECK(many.back() == "234");
  CHECK(Snapshots(41, 1).epochs().size() == 40);
  CHECK(Snapshots(41, 1).epochs().back() == "40");
}

TEST_CASE("Figures of an experiment are drawn where they are wanted and can be, under the source's prefix") {
  TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  results.add_file(1, "curves.csv", "");
  results.add_file(1, "boundary.csv", "");
  results.add_file(2, "layer-curves.csv", "");
  const Subject subject = subject_of({&results});
  const OwnScripts scripts;
  for (const ExperimentFigure& figure : experiment_figures()) scripts.add(figure.script, OwnScripts::prints_arguments);
  const TemporaryDirectory out;
  Source source = subject.sources.front();
  source.prefix = "2-";
  const Plotter plotter(results.path(), out.path(), "svg", false);
  const auto all = experiment_pictures(source, plotter, [](const auto&) { return true; });
  Row names;
  for (const Picture& picture : all) names.push_back(picture.file.filename().string());
  CHECK(names == Row{"2-learning-curves.svg", "2-gradient-flow.svg", "2-dead-units.svg", "2-saturation.svg"});
  CHECK(all.front().description == experiment_figures().front().description);
  CHECK(read_file(all.front().file).starts_with("2\n" + results.path().string() + "\n"));
  CHECK(experiment_pictures(source, plotter, [](const auto& figure) {
          return std::string(figure.name) == "dead-units";
        }).size() == 1);
}

TEST_CASE("A report's pictures are its comparison, curves, boundaries of each cell, and layers") {
  TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  results.add_file(1, "curves.csv", "");
  results.add_file(1, "boundary.csv", "");
  results.add_file(2, "boundary.csv", "");
  results.add_file(2, "boundary-snapshots.csv", "epoch\n0\n7\n");
  const Subject subject = subject_of({&results});
  const OwnScripts scripts;
  for (const char* name :
       {"forest.gp", "compare-runs.gp", "learning-curves.gp", "boundary-frames.gp", "boundary-film.gp"}) {
    scripts.add(name, OwnScripts::prints_arguments);
  }
  const TemporaryDirectory out;
  const ReportPictures pictures = draw_pictures(subject, out.path());
  REQUIRE(pictures.comparison.size() == 1);
  CHECK(pictures.comparison[0].effects == out.path() / "compare-effects.svg");
  CHECK(pictures.comparison[0].runs == out.path() / "compare-runs.svg");
  CHECK(pictures.comparison[0].curves.empty());
  CHECK(pictures.comparison[0].ranks.empty());
  REQUIRE(pictures.curves.size() == 1);
  CHECK(pictures.curves[0].file == out.path() / "learning-curves.svg");
  REQUIRE(pictures.boundaries.size() == 2);
  const Film::Cell still = pictures.boundaries[0].cells.at(0);
  CHECK(still.label == "relu");
  CHECK(still.sheet == out.path() / "boundary-1.png");
  CHECK(still.picture == still.sheet);
  const Film::Cell moving = pictures.boundaries[1].cells.at(0);
  CHECK(moving.label == "tanh");
  CHECK(moving.sheet == out.path() / "boundary-2.png");
  CHECK(moving.picture == out.path() / "boundary-film-2.gif");
  CHECK(read_file(moving.sheet) == "5\n" + results.path().string() + "\ncell-2\n" + OwnScripts::end_of_figure);
  CHECK(pictures.layers.empty());
}

TEST_CASE("Confusion and mistakes have pictures together, and what units learn too, of the cells that have the files") {
  TestResults results(relu_and_tanh_toml, relu_and_tanh_cells());
  for (const char* file : {"confusion.csv", "mistakes.csv", "units.csv", "unit-pictures.csv"})
    results.add_file(2, file, "");
  const Subject subject = subject_of({&results});
  const OwnScripts scripts;
  for (const ExperimentFigure& figure : experiment_figures()) scripts.add(figure.script, OwnScripts::prints_arguments);
  scripts.add("forest.gp", OwnScripts::prints_arguments);
  scripts.add("compare-runs.gp", OwnScripts::prints_arguments);
  const TemporaryDirectory out;
  const ReportPictures pictures = draw_pictures(subject, out.path());
  const auto names = [](const std::vector<Picture>& drawn) {
    Row files;
    for (const Picture& picture : drawn) files.push_back(picture.file.filename().string());
    return files;
  };
  CHECK(names(pictures.answers) == Row{"confusion.svg"});  // mistakes are drawn of images alone
  CHECK(names(pictures.units) == Row{"units.svg", "class-means.svg"});
}
