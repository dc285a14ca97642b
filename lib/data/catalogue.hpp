#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// A real data set that comes with the program as datasets/NAME.csv, with its card datasets/NAME.md.
struct BundledInfo {
  std::string_view name;
  Task task = Task::multiclass;
  std::size_t rows = 0;     ///< to learn from, as `missing` leaves them
  std::size_t inputs = 0;   ///< after one-hot coding
  std::size_t classes = 0;  ///< 0 for a regression
  std::string_view description;
  MissingValues missing = MissingValues::error;  ///< what is done with missing values unless `missing` says
};

ACTLAB_API std::span<const BundledInfo> bundled_datasets();

/// The row of that name, or null.
const BundledInfo* find_bundled(std::string_view name);

/// A set of images that a package of the system brings, with a test set of its own. Its card is datasets/NAME.md.
struct InstalledInfo {
  std::string_view name;
  std::string_view package;      ///< Debian's
  std::string_view images;       ///< the file to learn from, in the package's directory
  std::string_view test_images;  ///< the file to test on
  std::size_t rows = 0;
  std::size_t test_rows = 0;
  std::size_t inputs = 0;
  std::size_t classes = 0;
  std::string_view description;
};

ACTLAB_API std::span<const InstalledInfo> installed_datasets();

/// The row of that name, or null.
ACTLAB_API const InstalledInfo* find_installed(std::string_view name);

/// What is done with missing values: as set, and in place of an error what a bundled set's row says.
MissingValues missing_values(const Settings& settings);

std::vector<std::string> generated_dataset_names();
std::vector<std::string> bundled_dataset_names();

/// Names of everything that --dataset takes besides files and formulas: generated and bundled sets.
std::vector<std::string> dataset_names();

}  // namespace actlab
