#include "report/pictures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/csv.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// Boundaries and frames beyond these would make a page too heavy to open.
constexpr std::size_t most_boundaries = 24;
constexpr std::size_t most_frames = 40;
constexpr std::size_t frames_per_row = 8;

std::vector<const StoredCell*> cells_with_boundaries(const Source& source) {
  std::vector<const StoredCell*> cells;
  for (const StoredCell& cell : source.cells) {
    const bool drawn = cell.has("boundary.csv") || cell.has("boundary-snapshots.csv");
    if (drawn && cells.size() < most_boundaries) cells.push_back(&cell);
  }
  return cells;
}

std::vector<std::string> film_files(const StoredCell& cell) {
  return {cell.name_of("boundary.csv"), cell.name_of("boundary-snapshots.csv"), cell.name_of("points.csv")};
}

// A sheet of frames per cell, and a film of its own for those with several.
std::vector<BoundaryPictures> draw_boundaries(const Subject& subject, const Source& source, const fs::path& figures) {
  const std::vector<const StoredCell*> cells = cells_with_boundaries(source);
  std::vector<BoundaryPictures> boundaries;
  std::vector<Drawing> drawings;
  for (const StoredCell* cell : cells) {
    boundaries.push_back({{{}, {}, subject.labels(cell->settings, true)}, snapshot_epochs(*cell)});
    drawings.push_back({"boundary-frames.gp",
                        source.prefix + "boundary-" + std::to_string(cell->number),
                        {cell->id, std::to_string(frames_per_row), text::joined(boundaries.back().epochs, " ")},
                        {},
                        film_files(*cell)});
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (boundaries[i].epochs.empty()) continue;
    const std::string name = source.prefix + "boundary-film-" + std::to_string(cells[i]->number);
    drawings.push_back({"boundary-film.gp", name, {cells[i]->id}, "gif", film_files(*cells[i])});
  }
  check_files(*source.files, drawings);
  const std::vector<fs::path> drawn = Plotter(source.directory, figures, "png", false).draw(drawings);
  auto moving = drawn.begin() + std::ssize(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    boundaries[i].pictures.sheet = drawn[i];
    boundaries[i].pictures.picture = boundaries[i].epochs.empty() ? drawn[i] : *moving++;
  }
  return boundaries;
}

// Figures of what these files of the cells hold.
std::vector<Picture> pictures_from(const Subject& subject, const fs::path& figures,
                                   std::initializer_list<std::string_view> cell_files) {
  std::vector<Picture> pictures;
  for (const Source& source : subject.sources) {
    const Plotter plotter(source.directory, figures, "svg", false);
    for (Picture& picture : experiment_pictures(source, plotter, [&](const ExperimentFigure& figure) {
           return std::ranges::count(cell_files, figure.cell_file) > 0;
         })) {
      pictures.push_back(std::move(picture));
    }
  }
  return pictures;
}

}  // namespace

ReportPictures draw_pictures(const Subject& subject, const fs::path& figures) {
  ReportPictures pictures;
  if (subject.comparison) {
    const Plotter plotter(figures, figures, "svg", false);
    pictures.comparison = draw_comparison(*subject.comparison, subject.request, figures, plotter);
  }
  pictures.curves = pictures_from(subject, figures, {"curves.csv"});
  pictures.fits = pictures_from(subject, figures, {"fit.csv"});
  for (const Source& source : subject.sources) {
    for (Film& film : films_of(draw_boundaries(subject, source, figures), source.cells.size())) {
      pictures.boundaries.push_back(std::move(film));
    }
  }
  pictures.layers = pictures_from(subject, figures, {"layer-curves.csv"});
  pictures.answers = pictures_from(subject, figures, {"confusion.csv", "mistake-pictures.csv"});
  pictures.units = pictures_from(subject, figures, {"unit-pictures.csv", "units.csv"});
  return pictures;
}

std::vector<Picture> experiment_pictures(const Source& source, const Plotter& plotter,
                                         const std::function<bool(const ExperimentFigure&)>& wanted) {
  std::vector<Drawing> drawings;
  std::vector<const char*> descriptions;
  for (const ExperimentFigure& figure : experiment_figures()) {
    if (!wanted(figure) || !can_draw(figure, *source.files, source.ids)) continue;
    drawings.push_back(drawing_of(figure, source.prefix + figure.name, source.ids));
    descriptions.push_back(figure.description);
  }
  check_files(*source.files, drawings);
  const std::vector<fs::path> drawn = plotter.draw(drawings);
  std::vector<Picture> pictures;
  for (std::size_t i = 0; i < drawn.size(); ++i) pictures.push_back({drawn[i], descriptions[i]});
  return pictures;
}

std::vector<std::string> snapshot_epochs(const StoredCell& cell) {
  std::vector<std::string> epochs;
  if (!cell.has("boundary-snapshots.csv")) return epochs;
  read_recorded_table(*cell.files, cell.name_of("boundary-snapshots.csv"),
                      [&](const CsvHeader& header, const CsvRow& row) {
                        const std::string& epoch = row.fields[header.at("epoch")];
                        if (epochs.empty() || epochs.back() != epoch) epochs.push_back(epoch);
                      });
  if (epochs.size() <= most_frames) return epochs;
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < most_frames; ++i) kept.push_back(epochs[i * (epochs.size() - 1) / (most_frames - 1)]);
  return kept;
}

std::vector<Film> films_of(const std::vector<BoundaryPictures>& boundaries, std::size_t cells) {
  std::vector<Film> films;
  for (const BoundaryPictures& boundary : boundaries) {
    auto film = std::ranges::find(films, boundary.epochs, &Film::epochs);
    if (film == films.end()) film = films.insert(films.end(), Film{{}, boundary.epochs, 1, ""});
    film->cells.push_back(boundary.pictures);
  }
  for (Film& film : films) {
    film.columns = std::clamp<std::size_t>(film.epochs.size(), 1, frames_per_row);
    film.description = "What the networks put out over the plane, on average, with the training points.";
    if (film.epochs.size() > 1) film.description += " The slider goes through training.";
    if (boundaries.size() < cells) {
      film.description += fmt::format(" Shown: {} of {} cells.", boundaries.size(), cells);
    }
  }
  return films;
}

}  // namespace actlab
