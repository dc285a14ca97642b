#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace actlab {

enum class Task { binary, multiclass, multilabel, regression };

/// Names of the tasks in the order of Task.
inline constexpr std::array<std::string_view, 4> task_names{"binary", "multiclass", "multilabel", "regression"};
inline std::string_view task_name(Task task) { return task_names[static_cast<std::size_t>(task)]; }

/// What is done with rows of a file that lack a value.
enum class MissingValues {
  error,  ///< a file is refused; a bundled set is treated as its card says
  drop,   ///< the row is left out
  mean    ///< the column's mean stands in
};

/// Which rows train and test.
enum class SplitOrder {
  shuffled,  ///< a random choice
  ordered    ///< the first rows train, the last ones test
};

/// The arithmetic of training: IEEE 754 binary32 or binary64.
enum class Precision { float32, float64 };

/// How an L1 penalty moves a weight.
enum class L1Mode {
  subgradient,  ///< as a part of the gradient
  clip          ///< after the step; a weight that it takes across 0 stays 0 for good
};

/// What happens to an epoch's last batch where it is smaller than the others.
enum class PartialBatch {
  keep,  ///< an update of its own
  drop,  ///< none
  carry  ///< its gradient goes into the next epoch's first update
};

/// The loss that early stopping watches.
enum class StoppingLoss {
  validation,  ///< of the validation rows after an epoch; the best weights are kept
  training     ///< mean over an epoch's batches, each before its update; the weights of the end are kept
};

/// Every setting of one cell: what is learned, by which network, and how. A field that holds "auto" (or nothing) is
/// decided by the data or by another field when the cell is planned; the results record the decided value.
/// The table in settings_table.hpp gives each field its flag, default, range and help.
struct Settings {
  // Data
  std::string dataset = "spiral";     ///< a generated or bundled set's name, or the path of a CSV or IDX file
  std::string test_dataset = "auto";  ///< the path of a file to test on, "own" where the data set has one, or "none"
  std::int64_t samples = 500;         ///< rows to generate; files ignore it
  double noise = 0;              ///< percent, 0 to 80, of what a generated set says or of each input's sd in a file
  std::string features = "all";  ///< "all", or column names and formulae joined by '+'
  std::string target = "last";   ///< "last", or column names joined by '+'
  std::optional<Task> task;      ///< nothing: decided by the data
  std::optional<bool> header;    ///< does a CSV file's first row name the columns; nothing: decided by the file
  MissingValues missing = MissingValues::error;
  std::optional<double>
      train_fraction;              ///< (0, 1]; nothing: 0.5 for generated sets, 0.7 for files, all beside a test set
  double validation_fraction = 0;  ///< [0, 1), taken from what training leaves
  SplitOrder split = SplitOrder::shuffled;
  std::optional<bool> standardize;  ///< nothing: on for what is not generated
  std::int64_t data_seed = 0;       ///< seed of the generated points and of the split
  bool resplit = false;             ///< every replicate draws its own data or split

  // Model
  std::string arch = "8-8";  ///< widths of the hidden layers joined by '-', or "linear" for none
  std::string activation =
      "relu";  ///< of the hidden layers, or one for each with slashes between; parameters follow a colon
  std::string output_activation = "auto";
  std::string init = "auto";
  bool bias = true;             ///< whether layers have biases
  std::string bias_init = "0";  ///< of every bias: a number, normal:S or uniform:S
  double dropout = 0;           ///< share of hidden activations switched off in training, [0, 1)
  Precision precision = Precision::float32;

  // Training
  std::string optimizer = "sgd";        ///< parameters follow a colon
  std::optional<double> learning_rate;  ///< nothing: the optimizer's own
  std::optional<double> momentum;       ///< [0, 1); nothing: 0.9 where the optimizer takes it
  std::string schedule = "constant";    ///< of the learning rate; parameters follow a colon
  std::int64_t batch_size = 10;
  std::int64_t epochs = 200;
  std::string loss = "auto";
  double l1 = 0;
  double l2 = 0;
  L1Mode l1_mode = L1Mode::subgradient;
  double clip_norm = 0;                 ///< largest norm of a replicate's gradient; 0: any
  std::int64_t early_stopping = 0;      ///< epochs without a lower loss that end a replicate; 0: never
  double early_stopping_tolerance = 0;  ///< by how much a loss must be below the lowest before to be a lower one
  StoppingLoss early_stopping_loss = StoppingLoss::validation;
  bool shuffle = true;  ///< a new order of the training samples every epoch
  PartialBatch partial_batch = PartialBatch::keep;

  std::int64_t seed = 1;
};

}  // namespace actlab
