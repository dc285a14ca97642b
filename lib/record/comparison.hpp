#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
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

/// The manifest of a finished results directory.
struct Manifest {
  std::string program;  ///< and version that wrote it
  int format = 0;
  int contract = 0;
  std::size_t cells = 0;
  std::map<std::string, std::string> data;   ///< data files and their SHA-256
  std::map<std::string, std::string> files;  ///< deterministic files and their SHA-256
};

/// Reads manifest.json. Throws Error: no_input if there is none, bad_data if it is damaged.
Manifest read_manifest(const std::filesystem::path& directory);

/// Files of a results directory that are not what its manifest says: missing, edited (their hash differs), or extra
/// (beside a cell's files, or of a cell that is not in the manifest).
std::vector<FileDifference> check_manifest(const std::filesystem::path& directory, const Manifest& manifest);

/// The first difference of two files, or nothing if they are equal. Of CSV tables with a column "cell", only the rows
/// of `cells` are compared where that set is not empty.
std::optional<FileDifference> compare_files(const std::filesystem::path& left, const std::filesystem::path& right,
                                            const std::string& name, const std::set<std::string>& cells);

/// How many floats or doubles lie between two numbers; infinite where one is NaN or infinite and the other is not.
double distance_in_ulp(double left, double right, bool single);

}  // namespace actlab
