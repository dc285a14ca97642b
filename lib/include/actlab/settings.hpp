#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace actlab {

/// Every setting of one cell: what is learned, by which network, and how. A field that holds "auto" (or nothing) is
/// decided by the data or by another field when the cell is planned; the results record the decided value.
/// The table in settings_table.hpp gives each field its flag, default, range and help.
struct Settings {
  // Data
  std::string dataset = "spiral";        ///< a generated or bundled set's name, or the path of a CSV or IDX file
  std::int64_t samples = 500;            ///< rows to generate; files ignore it
  double noise = 0;                      ///< percent, 0 to 80; generated sets only
  std::string features = "all";          ///< "all", or column names and formulae joined by '+'
  std::string target = "last";           ///< "last", or column names joined by '+'
  std::string task = "auto";             ///< auto, binary, multiclass, multilabel, regression
  std::string header = "auto";           ///< auto, on, off: does a CSV file's first row name the columns
  std::string missing = "error";         ///< error, drop, mean
  std::optional<double> train_fraction;  ///< (0, 1]; auto: 0.5 for generated sets, 0.7 for files
  double validation_fraction = 0;        ///< [0, 1), taken from what training leaves
  std::string split = "shuffled";        ///< shuffled, ordered: the first rows train, the last ones test
  std::string standardize = "auto";      ///< auto (on for files), on, off
  std::int64_t data_seed = 0;            ///< seed of the generated points and of the split
  bool resplit = false;                  ///< every replicate draws its own data or split

  // Model
  std::string arch = "8-8";         ///< widths of the hidden layers joined by '-', or "linear" for none
  std::string activation = "relu";  ///< of the hidden layers; parameters follow a colon
  std::string output_activation = "auto";
  std::string init = "auto";
  double bias_init = 0;
  double dropout = 0;               ///< share of hidden activations switched off in training, [0, 1)
  std::string precision = "float";  ///< float, double

  // Training
  std::string optimizer = "sgd";        ///< parameters follow a colon
  std::optional<double> learning_rate;  ///< auto: the optimizer's own
  std::optional<double> momentum;       ///< [0, 1); auto: 0.9 where the optimizer takes it
  std::string schedule = "constant";    ///< of the learning rate; parameters follow a colon
  std::int64_t batch_size = 10;
  std::int64_t epochs = 200;
  std::string loss = "auto";
  double l1 = 0;
  double l2 = 0;
  std::string l1_mode = "subgradient";  ///< subgradient; clip: a weight that l1 takes across 0 stays 0 for good
  double clip_norm = 0;                 ///< largest norm of a replicate's gradient; 0: any
  std::int64_t early_stopping = 0;      ///< epochs without a lower validation loss that end a replicate; 0: never
  bool shuffle = true;                  ///< a new order of the training samples every epoch
  std::string partial_batch = "keep";   ///< keep, drop, carry

  std::int64_t seed = 1;
};

}  // namespace actlab
