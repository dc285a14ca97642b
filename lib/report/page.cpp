#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "data/csv.hpp"
#include "figure/comparison_figures.hpp"
#include "figure/experiment_figures.hpp"
#include "figure/gnuplot.hpp"
#include "record/atomic_file.hpp"
#include "report/comparison_text.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// Boundaries and frames beyond these would make a page too heavy to open.
constexpr std::size_t most_boundaries = 24;
constexpr std::size_t most_frames = 40;
constexpr std::size_t frames_a_row = 8;

Section settings_section(const Subject& subject) {
  constexpr std::array<std::string_view, 9> always{"dataset",   "samples",       "arch",       "activation", "init",
                                                   "optimizer", "learning_rate", "batch_size", "epochs"};
  Facts facts;
  for (const SettingInfo& setting : settings_table()) {
    const std::vector<std::string> values = values_of(subject, setting.name);
    const bool by_default = values.size() == 1 && values.front() == setting_text(Settings(), setting);
    if (by_default && std::ranges::count(always, setting.name) == 0) continue;
    facts.items.emplace_back(words_of(setting.name), listed(values, 60));
  }
  std::string networks;
  for (const Source& source : subject.sources) {
    networks += (networks.empty() ? "" : ", ") + std::to_string(source.experiment.replicates);
  }
  facts.items.emplace_back("networks a cell", networks);
  return {"Settings", {Paragraph{"Everything else is at its default; the whole of it stands under Reproduce."}, facts}};
}

Section comparison_section(const Subject& subject, const ComparisonFigures& figures) {
  const Comparison& comparison = *subject.comparison;
  Section section{"Comparison", {}};
  section.blocks.emplace_back(Paragraph{fmt::format(
      "Runs are paired: the same settings but for {}, and the same replicate's random numbers.", comparison.by)});
  section.blocks.emplace_back(groups_table(comparison, TableFormat::text));
  const std::string metric = words_of(comparison.metric);
  section.blocks.emplace_back(Picture{
      figures.runs, "Every run's " + metric + " by group, with quartiles, median, and mean with its 95 % interval."});
  if (!figures.curves.empty()) {
    section.blocks.emplace_back(Picture{
        figures.curves, "Learning curves of the groups: median over all their runs, shaded between quartiles."});
  }
  section.blocks.emplace_back(pairs_table(comparison, TableFormat::text));
  if (comparison.statistics.ranks) section.blocks.emplace_back(Paragraph{ranks_text(comparison)});
  if (!figures.ranks.empty()) {
    section.blocks.emplace_back(
        Picture{figures.ranks,
                "Critical-difference diagram: average ranks over the data sets, 1 the best; bars "
                "join groups that are not told apart (Dem\u0161ar 2006)."});
  }
  return section;
}

// Epochs of a cell's snapshots; none without them.
std::vector<std::string> snapshot_epochs(const StoredCell& cell) {
  const fs::path file = cell.directory / "boundary-snapshots.csv";
  std::vector<std::string> epochs;
  if (!fs::exists(file)) return epochs;
  bool header = true;
  read_csv(file, [&](const CsvRow& row) {
    if (!header && (epochs.empty() || epochs.back() != row.fields[0])) epochs.push_back(row.fields[0]);
    header = false;
  });
  if (epochs.size() <= most_frames) return epochs;
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < most_frames; ++i) kept.push_back(epochs[i * (epochs.size() - 1) / (most_frames - 1)]);
  return kept;
}

// Films of a directory's cells; cells whose snapshots are of other epochs have a film of their own.
std::vector<Film> films_of(const Subject& subject, const Source& source, const fs::path& figures) {
  std::vector<Drawing> drawings;
  std::vector<const StoredCell*> cells;
  for (const StoredCell& cell : source.cells) {
    if (cells.size() < most_boundaries && fs::exists(cell.directory / "boundary.csv")) cells.push_back(&cell);
  }
  std::vector<std::vector<std::string>> epochs;
  for (const StoredCell* cell : cells) {
    epochs.push_back(snapshot_epochs(*cell));
    const std::string number = std::to_string(cell->number);
    drawings.push_back({"boundary-frames.gp",
                        source.prefix + "boundary-" + number,
                        {cell->id, std::to_string(frames_a_row), text::joined(epochs.back(), " ")},
                        {}});
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (epochs[i].empty()) continue;
    const std::string name = source.prefix + "boundary-film-" + std::to_string(cells[i]->number);
    drawings.push_back({"boundary-film.gp", name, {cells[i]->id}, "gif"});
  }
  const std::vector<fs::path> drawn = Plotter(source.directory, figures, "png", false).draw(drawings);
  std::vector<Film> films;
  auto moving = drawn.begin() + std::ssize(cells);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto film = std::ranges::find(films, epochs[i], &Film::epochs);
    if (film == films.end()) film = films.insert(films.end(), Film{{}, epochs[i], frames_a_row, ""});
    film->cells.push_back(
        {drawn[i], epochs[i].empty() ? drawn[i] : *moving++, subject.labels(cells[i]->settings, true)});
  }
  for (Film& film : films) {
    film.columns = std::max<std::size_t>(1, std::min(frames_a_row, film.epochs.size()));
    film.description = "What the networks put out over the plane, on average, with the training points.";
    if (film.epochs.size() > 1) film.description += " The slider goes through training.";
    if (cells.size() < source.cells.size()) {
      film.description += fmt::format(" Shown: {} of {} cells.", cells.size(), source.cells.size());
    }
  }
  return films;
}

Section boundaries_section(const Subject& subject, const fs::path& figures) {
  Section section{"Boundaries", {}};
  for (const Source& source : subject.sources) {
    for (Film& film : films_of(subject, source, figures)) section.blocks.emplace_back(std::move(film));
  }
  return section;
}

// Figures of what one file of the cells holds.
void add_figures(Section& section, const Subject& subject, const fs::path& figures, std::string_view cell_file) {
  for (const Source& source : subject.sources) {
    for (Picture& picture :
         experiment_pictures(source, Plotter(source.directory, figures, "svg", false),
                             [&](const ExperimentFigure& figure) { return figure.cell_file == cell_file; })) {
      section.blocks.emplace_back(std::move(picture));
    }
  }
}

Section reproduction_section(const Subject& subject, const ReportCommands& commands) {
  Section section{"Reproduce", {}};
  section.blocks.emplace_back(
      Paragraph{"The same commands write the same bytes on any machine, with any number of threads."});
  section.blocks.emplace_back(Listing{"Train again, check every byte, make this report", commands.again, false});
  for (std::size_t i = 0; i < subject.sources.size(); ++i) {
    const fs::path& directory = subject.sources[i].directory;
    if (!commands.plain[i].empty()) {
      section.blocks.emplace_back(Listing{"The same networks without a file", commands.plain[i], false});
    }
    section.blocks.emplace_back(Listing{directory.string() + "/run.toml", read_file(directory / "run.toml"), true});
  }
  return section;
}

Section versions_section(const Subject& subject) {
  Section section{"Versions and hashes", {}};
  for (const Source& source : subject.sources) {
    Facts facts;
    facts.items.emplace_back("results", source.directory.string());
    facts.items.emplace_back("written by", source.manifest.program);
    facts.items.emplace_back("arithmetic contract", std::to_string(source.manifest.contract));
    facts.items.emplace_back("results format", std::to_string(source.manifest.format));
    facts.items.emplace_back("cells", std::to_string(source.manifest.cells));
    for (const auto& [name, hash] : source.manifest.data) facts.items.emplace_back("SHA-256 of data " + name, hash);
    for (const auto& [name, hash] : source.manifest.files) {
      if (name.find('/') == std::string::npos) facts.items.emplace_back("SHA-256 of " + name, hash);
    }
    facts.items.emplace_back("SHA-256 of manifest.json", file_hash(source.directory / "manifest.json"));
    section.blocks.emplace_back(std::move(facts));
  }
  section.blocks.emplace_back(Paragraph{"manifest.json holds the hashes of all other files."});
  return section;
}

}  // namespace

std::vector<Picture> experiment_pictures(const Source& source, const Plotter& plotter,
                                         const std::function<bool(const ExperimentFigure&)>& wanted) {
  std::vector<Drawing> drawings;
  std::vector<const char*> descriptions;
  for (const ExperimentFigure& figure : experiment_figures()) {
    if (!wanted(figure) || !can_draw(figure, source.directory, source.ids)) continue;
    drawings.push_back({figure.script, source.prefix + figure.name, {}, {}});
    descriptions.push_back(figure.description);
  }
  const std::vector<std::filesystem::path> drawn = plotter.draw(drawings);
  std::vector<Picture> pictures;
  for (std::size_t i = 0; i < drawn.size(); ++i) pictures.push_back({drawn[i], descriptions[i]});
  return pictures;
}

Document report_document(const Subject& subject, const std::string& title, const ReportCommands& commands,
                         const std::filesystem::path& figures) {
  Document document{title, answer(subject), {}};
  document.sections.push_back(settings_section(subject));
  document.sections.push_back({"Summary", {summary_table(subject)}});
  if (subject.comparison) {
    const Plotter plotter(figures, figures, "svg", false);
    document.sections.push_back(
        comparison_section(subject, draw_comparison(*subject.comparison, subject.request, figures, plotter)));
  }
  Section curves{"Learning curves", {}};
  add_figures(curves, subject, figures, "curves.csv");
  Section layers{"Health of the layers", {}};
  add_figures(layers, subject, figures, "layer-curves.csv");
  for (Section section : {curves, boundaries_section(subject, figures), layers}) {
    if (!section.blocks.empty()) document.sections.push_back(std::move(section));
  }
  document.sections.push_back(reproduction_section(subject, commands));
  document.sections.push_back(versions_section(subject));
  return document;
}

}  // namespace actlab
