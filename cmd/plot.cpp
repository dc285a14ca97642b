#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "command.hpp"
#include "data/csv.hpp"
#include "figure/experiment_figures.hpp"
#include "figure/gnuplot.hpp"
#include "record/stored_results.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

namespace fs = std::filesystem;

struct PlotFlags {
  std::string directory;
  std::string format = "png";
  std::string out;
  std::string cells;
  std::string only;
  std::string size;
  std::string font;
  bool discretize = false;
};

// Figures of single cells are drawn for so many unless --cells asks for others.
constexpr std::size_t most_cells = 24;

struct CellEntry {
  std::string id;
  std::string number;
};

// Both become parts of file names, so nothing else may stand there.
CellEntry read_cell(const fs::path& file, const CsvHeader& header, const CsvRow& row) {
  const auto consists_of = [](const std::string& text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == std::string::npos;
  };
  CellEntry cell{row.fields[header.at("cell")], row.fields[header.at("number")]};
  if (consists_of(cell.id, "0123456789abcdef") && consists_of(cell.number, "0123456789")) return cell;
  throw Error(ErrorKind::bad_data, fmt::format("{}:{}", file.string(), row.line), "is not a row of a cell",
              "run the experiment again");
}

// The cells of an experiment, from cells.csv.
std::vector<CellEntry> read_cells(const RecordedFiles& results) {
  const fs::path file = results.directory() / "cells.csv";
  std::vector<CellEntry> cells;
  read_recorded_table(results, "cells.csv", [&](const CsvHeader& header, const CsvRow& row) {
    cells.push_back(read_cell(file, header, row));
  });
  return cells;
}

// The cells whose own figures are drawn.
std::vector<CellEntry> chosen_cells(const PlotFlags& flags, const std::vector<CellEntry>& cells) {
  if (flags.cells.empty()) {
    if (cells.size() <= most_cells) return cells;
    spdlog::info("figures of single cells: the first {} of {}; --cells chooses others", most_cells, cells.size());
    return {cells.begin(), cells.begin() + most_cells};
  }
  std::vector<CellEntry> chosen;
  for (const std::string& number : split_list(flags.cells)) {
    const auto cell = std::ranges::find(cells, number, &CellEntry::number);
    if (cell == cells.end()) {
      throw Error(ErrorKind::usage, "--cells", "there is no cell " + text::quoted(number),
                  "give numbers of cells.csv, like 3,7");
    }
    chosen.push_back(*cell);
  }
  return chosen;
}

void add_cell(const RecordedFiles& results, const CellEntry& cell, const PlotFlags& flags,
              std::vector<Drawing>& drawings) {
  const std::string folder = "cells/" + cell.id + "/";
  const auto has = [&](const char* file) { return results.has(folder + file); };
  const auto add = [&](const char* script, const std::string& name, const std::vector<const char*>& reads,
                       std::vector<std::string> arguments = {}, const std::string& format = "") {
    arguments.insert(arguments.begin(), cell.id);
    drawings.push_back({script, name + "-" + cell.number, std::move(arguments), format, {}});
    for (const char* file : reads) drawings.back().reads.push_back(folder + file);
  };
  const std::vector<std::string> ends =
      flags.discretize ? std::vector<std::string>{"discretize"} : std::vector<std::string>{};
  if (has("curves.csv")) add("loss.gp", "loss", {"curves.csv"});
  if (has("boundary.csv")) add("boundary.gp", "boundary", {"boundary.csv", "boundary-line.csv", "points.csv"}, ends);
  if (has("boundary-snapshots.csv")) {
    add("boundary-film.gp", "boundary-film", {"boundary.csv", "boundary-snapshots.csv", "points.csv"}, ends, "gif");
  }
  if (has("neurons.csv")) {
    std::vector<std::string> some_network{""};
    some_network.insert(some_network.end(), ends.begin(), ends.end());
    add("neurons.gp", "neurons", {"neurons.csv", "weights.csv"}, some_network);
    add("network.gp", "network", {"neurons.csv", "weights.csv", "points.csv"});
  }
  if (has("histograms.csv")) add("activations.gp", "activations", {"histograms.csv"});
}

// What --only calls a figure: its script, without the ending.
std::string kind_of(const Drawing& drawing) { return fs::path(drawing.script).stem().string(); }

// Leaves the figures that --only names.
void keep_named(const std::string& only, std::vector<Drawing>& drawings) {
  std::vector<std::string> kinds;
  for (const Drawing& drawing : drawings) {
    if (std::ranges::count(kinds, kind_of(drawing)) == 0) kinds.push_back(kind_of(drawing));
  }
  const std::vector<std::string> names = split_list(only);
  for (const std::string& name : names) {
    if (std::ranges::count(kinds, name) > 0) continue;
    throw Error(ErrorKind::usage, "--only", "there is no figure " + text::quoted(name) + " of these results",
                "there are " + text::enumeration(kinds));
  }
  std::erase_if(drawings, [&](const Drawing& drawing) { return std::ranges::count(names, kind_of(drawing)) == 0; });
}

void plot(const PlotFlags& flags) {
  check_figure_format(flags.format);
  const FigureStyle style = figure_style(flags.size, flags.font);
  const fs::path directory = flags.directory;
  const RecordedFiles results(directory);
  results.require_finished();
  const std::vector<CellEntry> cells = read_cells(results);
  std::vector<std::string> ids;
  for (const CellEntry& cell : cells) ids.push_back(cell.id);
  std::vector<Drawing> drawings;
  for (const ExperimentFigure& figure : experiment_figures()) {
    if (can_draw(figure, results, ids)) drawings.push_back(drawing_of(figure, figure.name, ids));
  }
  for (const CellEntry& cell : chosen_cells(flags, cells)) add_cell(results, cell, flags, drawings);
  if (drawings.empty()) {
    throw Error(ErrorKind::incomplete, directory.string(), "holds nothing that a figure is drawn from",
                "train it with --record metrics,layers,boundary,units,confusion or neurons, or with --snapshots");
  }
  if (!flags.only.empty()) keep_named(flags.only, drawings);
  check_files(results, drawings);
  const fs::path out = flags.out.empty() ? directory / "figures" : fs::path(flags.out);
  Plotter(directory, out, flags.format, true, style).draw(drawings);
}

}  // namespace

void add_plot(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("plot", "draw the figures of a results directory with gnuplot");
  verb->footer(
      "Examples:\n  actlab plot results/spiral-8-8-relu --format svg\n"
      "  actlab plot results/demo --only boundary,learning-curves --size 1.5 --font 'DejaVu Serif,12'");
  const auto flags = std::make_shared<PlotFlags>();
  verb->add_option("DIR", flags->directory, "results directory")->required();
  verb->add_option("--format", flags->format, "png, svg or pdf [png]")->type_name("FORMAT");
  verb->add_option("--out", flags->out, "where the figures go [DIR/figures]")->type_name("DIR");
  verb->add_option("--cells", flags->cells, "numbers of the cells whose own figures are drawn [the first 24]")
      ->type_name("LIST");
  verb->add_option("--only", flags->only, "the figures to draw, like learning-curves,boundary [all]")
      ->type_name("NAME,NAME");
  verb->add_option("--size", flags->size, "times as large, text and lines too: 0.25 to 4 [1]")->type_name("X");
  verb->add_option("--font", flags->font, "a font's family, and the size of the text in points [DejaVu Sans,10]")
      ->type_name("NAME,POINTS");
  verb->add_flag("--discretize", flags->discretize, "show the two ends of outputs only, as TensorFlow Playground can");
  verb->callback([&action, flags] { action = [flags] { plot(*flags); }; });
}

}  // namespace actlab::cmd
