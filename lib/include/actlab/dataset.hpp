#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/input_table.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// Rows and columns of pixels; 0 where they are not known.
struct ImageShape {
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// A table of numbers to learn from. Row i has `features` inputs and `targets` targets.
struct Dataset {
  std::string name;  ///< as the user gave it
  Task task = Task::binary;
  std::size_t rows = 0;
  std::vector<std::string> feature_names;  ///< one an input column, after one-hot coding and feature selection
  std::vector<std::string> target_names;   ///< one a target column
  std::vector<std::string> classes;        ///< binary: two; multiclass: k, in sorted order; otherwise empty
  InputTable inputs;                       ///< [rows][feature_names.size()]
  /// [rows][target_names.size()]. binary: 0 or 1 (index into classes); multiclass: the class's index; multilabel: 0 or
  /// 1 each; regression: any finite number.
  std::vector<double> targets;
  bool generated = true;                ///< else from a file or a caller
  bool standardize_by_default = false;  ///< what standardize means where it is not given
  std::string sha256;                   ///< of the file's or the caller's bytes (64 hex digits); empty if generated
  std::size_t test_rows = 0;            ///< the last rows, which are a test set of their own; 0: a split draws one
  std::string test_sha256;              ///< of the test set's file
  ImageShape image;                     ///< of the images whose pixels the inputs pixel1, pixel2 ... are

  /// The two columns before features were selected, when the data are points of a plane (exactly two numeric input
  /// columns); empty otherwise. [rows][2], with their names and the rectangle in which to draw them.
  std::vector<double> plane;
  std::vector<std::string> plane_names;
  double plane_low[2] = {0, 0};
  double plane_high[2] = {0, 0};
  /// Of data of a plane: every input as a function of the point.
  std::vector<double (*)(double x, double y)> plane_functions;

  /// Of data that a formula makes: the target without noise at an input.
  std::function<double(double x)> function;

  [[nodiscard]] std::size_t features() const noexcept { return feature_names.size(); }
  [[nodiscard]] std::size_t target_columns() const noexcept { return target_names.size(); }
  /// Width of a network's output layer for this data: 1 for binary, the number of classes for multiclass, else the
  /// number of target columns.
  [[nodiscard]] std::size_t outputs() const noexcept {
    return task == Task::multiclass ? classes.size() : target_columns();
  }
};

/// Reads or generates the data that `settings` name (dataset, samples, noise, features, target, task, header, missing,
/// data_seed). `replicate` matters only to generated sets under resplit: each replicate then has its own draw.
/// Throws Error: usage for an unknown name, no_input for a file that cannot be opened, bad_data with line and column.
ACTLAB_API Dataset load_dataset(const Settings& settings, std::uint32_t replicate = 0);

/// Data from memory: inputs [rows][features], and targets [rows][target columns] as Dataset::targets has them (one
/// column for classes). They are identified by their bytes. `classes` names the classes of a binary or multiclass task,
/// by default by their numbers. Throws Error (bad_data) where sizes do not fit, a number is not finite, or a class has
/// no name.
ACTLAB_API Dataset make_dataset(Task task, std::vector<double> inputs, std::size_t features,
                                std::vector<double> targets, std::size_t target_columns = 1,
                                std::vector<std::string> classes = {});

/// Which rows train, validate and test; each list in a fixed order.
struct Split {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> validation;
  std::vector<std::uint32_t> test;
};

struct SplitSizes {
  std::size_t train = 0;
  std::size_t validation = 0;
  std::size_t test = 0;
};

/// How rows are cut.
struct SplitRule {
  SplitOrder order = SplitOrder::shuffled;
  double train_fraction = 0.5;     ///< (0, 1]
  double validation_fraction = 0;  ///< [0, 1)
  std::int64_t seed = 0;
  std::size_t test_rows = 0;  ///< the last rows, which test and do nothing else
  bool operator==(const SplitRule&) const = default;
};

/// The rule of settings whose train_fraction is decided, for their data.
ACTLAB_API SplitRule split_rule(const Settings& settings, const Dataset& data);

/// floor(rows * train_fraction) rows to train, floor(rows * validation_fraction) to validate, the rest to test. Where
/// there is a test set of its own, the shares are of the other rows, and what is left of those is not used. Throws
/// Error (usage) where a part that must exist would be empty or the parts overlap.
ACTLAB_API SplitSizes split_sizes(std::size_t rows, const SplitRule& rule);

/// The rows as split_sizes cuts them: in their own order, or of a random permutation (Philox, keyed by the seed and the
/// replicate).
ACTLAB_API Split split_rows(std::size_t rows, const SplitRule& rule, std::uint32_t replicate);

/// Per column: mean and standard deviation (n in the denominator) over the given rows, sums in row order in double.
/// A constant column gets sd 1.
struct Scaling {
  std::vector<double> mean;
  std::vector<double> sd;
};
ACTLAB_API Scaling fit_scaling(const std::vector<double>& values, std::size_t columns,
                               const std::vector<std::uint32_t>& rows);
ACTLAB_API Scaling fit_scaling(const InputTable& table, const std::vector<std::uint32_t>& rows);

/// (value - mean) / sd, in place, on [rows][columns].
ACTLAB_API void apply_scaling(const Scaling& scaling, std::vector<double>& values);

}  // namespace actlab
