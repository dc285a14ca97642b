#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace actlab {

/// How one file of two results directories differs.
struct FileDifference {
  enum class Kind { missing, extra, differs, edited };

  std::string file;  ///< relative to the directory
  Kind kind = Kind::differs;
  std::size_t row = 0;             ///< line of the first difference, from 1
  std::string column;              ///< its column's name in a CSV, or its place in the line
  std::string left;                ///< what the first directory has there
  std::string right;               ///< what the second has
  std::optional<double> distance;  ///< between two numbers, in units in the last place
  bool single = false;             ///< of float; else of double
};

/// The first difference of two files, or nothing if they are equal. Of CSV tables with a column "cell", only the rows
/// of `cells` are compared where that set is not empty.
std::optional<FileDifference> compare_files(const std::filesystem::path& left, const std::filesystem::path& right,
                                            const std::string& name, const std::set<std::string>& cells);

/// How many floats or doubles lie between two numbers; infinite where one is NaN or infinite and the other is not.
double distance_in_ulp(double left, double right, bool single);

}  // namespace actlab
