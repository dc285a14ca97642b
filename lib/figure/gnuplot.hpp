#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "record/csv_writer.hpp"

namespace actlab {

/// Checks a figure's format. Throws Error (usage) at `flag`.
ACTLAB_API void check_figure_format(const std::string& format, const char* flag = "`format`");

/// How figures look.
struct FigureStyle {
  double scale = 1;    ///< times as large as by default, text and lines too
  std::string font;    ///< a family's name; empty: the scripts' own
  double points = 10;  ///< size of text before scaling

  friend bool operator==(const FigureStyle&, const FigureStyle&) = default;
};

/// The style of a text like "DejaVu Serif,12" or "DejaVu Serif", and of a number of times. Throws Error (usage) at
/// `font` and `size`.
ACTLAB_API FigureStyle figure_style(const std::string& size, const std::string& font);

/// A figure to draw: a script, the figure's name, further arguments; `format` is another than the plotter's where it is
/// not empty; `reads` are the files of a results directory that the script reads, besides its tables of cells.
struct Drawing {
  const char* script = nullptr;
  std::string name;
  std::vector<std::string> arguments;
  std::string format;
  std::vector<std::string> reads = {};
};

/// Draws the bundled gnuplot scripts over the CSV files of a directory.
class ACTLAB_API Plotter {
 public:
  /// Reads from `directory`, writes figures of the format (png, svg, pdf) into `out`, which is created. Throws Error.
  /// With `announce` the path of every figure is printed once it is there.
  Plotter(std::filesystem::path directory, std::filesystem::path out, std::string format, bool announce = true,
          FigureStyle style = {});

  /// The same of another directory's files.
  [[nodiscard]] Plotter reading(std::filesystem::path directory) const;

  /// Draws one figure, which appears whole or not at all, and returns its path. Throws Error.
  std::filesystem::path draw(const Drawing& drawing) const;

  /// The same of many, as many at a time as there are cores; paths in the order of the drawings. After an error no
  /// other drawing is begun.
  std::vector<std::filesystem::path> draw(const std::vector<Drawing>& drawings) const;

 private:
  [[nodiscard]] std::filesystem::path draw_quietly(const Drawing& drawing) const;

  std::filesystem::path directory_;
  std::filesystem::path out_;
  std::string format_;
  bool announce_;
  FigureStyle style_;
  std::filesystem::path scripts_;
};

}  // namespace actlab
