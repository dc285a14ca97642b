#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "actlab/error.hpp"
#include "command.hpp"
#include "data/csv.hpp"
#include "data/share.hpp"
#include "text/suggest.hpp"

extern char** environ;

namespace actlab::cmd {
namespace {

namespace fs = std::filesystem;

struct PlotFlags {
  std::string directory;
  std::string format = "png";
  std::string out;
};

struct CellEntry {
  std::string id;
  std::string number;
};

// Both become parts of file names, so nothing else may stand there.
CellEntry read_cell(const fs::path& file, const CsvRow& row) {
  const auto consists_of = [](const std::string& text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == std::string::npos;
  };
  const bool whole = row.fields.size() > 1 && consists_of(row.fields[0], "0123456789abcdef") &&
                     consists_of(row.fields[1], "0123456789");
  if (!whole) {
    throw Error(ErrorKind::bad_data, fmt::format("{}:{}", file.string(), row.line), "is not a row of a cell",
                "run the experiment again");
  }
  return {row.fields[0], row.fields[1]};
}

// The cells of an experiment, from cells.csv.
std::vector<CellEntry> read_cells(const fs::path& directory) {
  const fs::path file = directory / "cells.csv";
  if (!fs::exists(file)) {
    throw Error(ErrorKind::no_input, directory.string(), "is not a finished results directory (it has no cells.csv)",
                "give the directory that 'actlab train' wrote");
  }
  std::vector<CellEntry> cells;
  bool header = true;
  read_csv(file, [&](const CsvRow& row) {
    if (!header) cells.push_back(read_cell(file, row));
    header = false;
  });
  return cells;
}

// cairo writes the time into a PDF; a fixed one of the same length keeps the file the same every time it is drawn.
void fix_date(const fs::path& pdf) {
  constexpr std::string_view key = "/CreationDate (D:";
  constexpr std::string_view epoch = "19700101000000";
  std::fstream file(pdf, std::ios::binary | std::ios::in | std::ios::out);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t at = bytes.rfind(key);
  if (at == std::string::npos || at + key.size() + epoch.size() > bytes.size()) return;
  file.clear();
  file.seekp(static_cast<std::streamoff>(at + key.size()));
  file.write(epoch.data(), std::ssize(epoch));
}

// gnuplot without a shell and without the user's start-up file.
void run_gnuplot(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"gnuplot", "-d", "-c"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "gnuplot", nullptr, nullptr, argv.data(), environ);
  if (error != 0) {
    throw Error(ErrorKind::no_input, "gnuplot", std::string("cannot be started: ") + std::strerror(error),
                "install Debian's package gnuplot-nox");
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw Error(ErrorKind::some_cells_failed, arguments.front(), "gnuplot could not draw it; its message stands above",
              "check that the results directory is whole");
}

class Plotter {
 public:
  Plotter(const PlotFlags& flags, fs::path scripts)
      : directory_(flags.directory),
        out_(flags.out.empty() ? directory_ / "figures" : fs::path(flags.out)),
        format_(flags.format),
        scripts_(std::move(scripts)) {
    std::error_code error;
    fs::create_directories(out_, error);
    if (error) {
      throw Error(ErrorKind::cannot_write, out_.string(), "cannot be created: " + error.message(),
                  "choose another place with --out");
    }
  }

  // A figure appears whole or not at all: it is drawn under a temporary name.
  void draw(const char* script, const std::string& name, const std::vector<std::string>& more = {}) const {
    const fs::path target = out_ / (name + "." + format_);
    const fs::path temporary = out_ / (".actlab-tmp-" + name + "." + format_);
    // Absolute, for a name that begins with < or | would be a command to gnuplot.
    std::vector<std::string> arguments{(scripts_ / script).string(), fs::absolute(directory_).string(),
                                       fs::absolute(temporary).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::error_code ignored;
    try {
      run_gnuplot(arguments);
    } catch (...) {
      fs::remove(temporary, ignored);
      throw;
    }
    if (format_ == "pdf") fix_date(temporary);
    std::error_code error;
    fs::rename(temporary, target, error);
    if (error) throw Error(ErrorKind::cannot_write, target.string(), error.message(), "make room and start again");
    fmt::print("{}\n", target.string());
  }

  [[nodiscard]] bool cell_has(const CellEntry& cell, const char* file) const {
    return fs::exists(directory_ / "cells" / cell.id / file);
  }

 private:
  fs::path directory_;
  fs::path out_;
  std::string format_;
  fs::path scripts_;
};

void plot(const PlotFlags& flags) {
  constexpr std::array<const char*, 3> formats{"png", "svg", "pdf"};
  if (std::ranges::count(formats, flags.format) == 0) {
    throw Error(ErrorKind::usage, "--format", text::quoted(flags.format) + " is not allowed",
                "allowed are png, svg and pdf");
  }
  const std::vector<CellEntry> cells = read_cells(flags.directory);
  const auto with = [&](const Plotter& plotter, const char* file) {
    return std::ranges::count_if(cells, [&](const CellEntry& cell) { return plotter.cell_has(cell, file); });
  };
  const Plotter plotter(flags, share_directory() / "scripts");
  if (with(plotter, "curves.csv") > 0) plotter.draw("learning-curves.gp", "learning-curves");
  if (with(plotter, "boundary.csv") > 1) plotter.draw("boundary-grid.gp", "boundary-grid");
  for (const CellEntry& cell : cells) {
    if (plotter.cell_has(cell, "boundary.csv")) plotter.draw("boundary.gp", "boundary-" + cell.number, {cell.id});
    if (plotter.cell_has(cell, "neurons.csv")) plotter.draw("neurons.gp", "neurons-" + cell.number, {cell.id});
  }
}

}  // namespace

void add_plot(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("plot", "draw the figures of a results directory with gnuplot");
  verb->footer("Example:\n  actlab plot results/spiral-8-8-relu --format svg");
  const auto flags = std::make_shared<PlotFlags>();
  verb->add_option("DIR", flags->directory, "results directory")->required();
  verb->add_option("--format", flags->format, "png, svg or pdf [png]")->type_name("FORMAT");
  verb->add_option("--out", flags->out, "where the figures go [DIR/figures]")->type_name("DIR");
  verb->callback([&action, flags] { action = [flags] { plot(*flags); }; });
}

}  // namespace actlab::cmd
