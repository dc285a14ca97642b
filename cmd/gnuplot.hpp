#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace actlab::cmd {

/// Checks a figure's format. Throws Error (usage) at `flag`.
void check_figure_format(const std::string& format, const char* flag = "--format");

/// A user's text as a CSV field that gnuplot reads whole: it cuts quoted fields at their first comma, so commas and
/// quotes become signs that look like them.
std::string gnuplot_field(std::string_view text);

/// Draws the bundled gnuplot scripts over the CSV files of a directory.
class Plotter {
 public:
  /// Reads from `directory`, writes figures of the format (png, svg, pdf) into `out`, which is created. Throws Error.
  /// With `announce` the path of every figure is printed.
  Plotter(std::filesystem::path directory, std::filesystem::path out, std::string format, bool announce = true);

  /// Runs `script` for the figure `name`; `more` are its further arguments; `format` is another than the plotter's
  /// where it is not empty. A figure appears whole or not at all. Returns its path.
  std::filesystem::path draw(const char* script, const std::string& name, const std::vector<std::string>& more = {},
                             const std::string& format = "") const;

 private:
  std::filesystem::path directory_;
  std::filesystem::path out_;
  std::string format_;
  bool announce_;
  std::filesystem::path scripts_;
};

}  // namespace actlab::cmd
