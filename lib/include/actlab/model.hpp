#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/dataset.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// One dense layer: weights [units][inputs] and biases [units], a unit per pre-activation: a layer under maxout has
/// pieces * width of them. Without biases they are 0.
struct LayerParameters {
  std::size_t units = 0;
  std::size_t inputs = 0;
  std::vector<double> weights;
  std::vector<double> biases;
  std::vector<double> learned;  ///< numbers that the activation learns: prelu's slopes, a formula's declared numbers
};

/// The network of one replicate before and after training.
struct ReplicateModel {
  std::uint32_t replicate = 0;
  std::vector<LayerParameters> initial;
  std::vector<LayerParameters> trained;
};

/// Inputs are (value - mean) / sd before they enter the network; regression outputs are multiplied by target sd and
/// shifted by target mean after they leave it. Identity scalings have mean 0 and sd 1.
struct ModelScaling {
  Scaling inputs;
  Scaling targets;  ///< empty vectors unless the task is regression and standardize is on
};

/// The trained networks of a cell, one per replicate, with all that is needed to apply them to new rows.
struct ACTLAB_API Model {
  Settings settings;  ///< with nothing left on auto
  Task task = Task::binary;
  std::vector<std::string> features;
  std::vector<std::string> targets;
  std::vector<std::string> classes;
  std::vector<std::string> plane;      ///< the two columns that feature formulas are of; empty for data of no plane
  std::vector<ModelScaling> scalings;  ///< one, or one per replicate where each has data of its own
  std::vector<ReplicateModel> replicates;

  /// Width of a network's output layer.
  [[nodiscard]] std::size_t outputs() const { return task == Task::multiclass ? classes.size() : targets.size(); }
  [[nodiscard]] const ModelScaling& scaling(std::size_t replicate) const {
    return scalings[scalings.size() == 1 ? 0 : replicate];
  }

  /// Whether a network diverged in training: its trained parameters are not all finite. `replicate` counts from 0 in
  /// `replicates`.
  [[nodiscard]] bool diverged(std::size_t replicate) const;

  /// What every network puts out for rows of inputs [rows][features]: [replicates][rows][outputs], in the target's unit
  /// for regression. The outputs of a network that diverged are NaN, all of them; those of the others may be infinite
  /// or NaN for a row of huge inputs. `simd` caps the SIMD target (avx2, avx512, neon), which changes no bit. Throws
  /// Error (usage) where the inputs are no whole rows.
  [[nodiscard]] std::vector<std::vector<double>> predict(const std::vector<double>& inputs,
                                                         std::string_view simd = {}) const;

  /// The output from which on a class or label is said to be there.
  [[nodiscard]] double threshold() const;

  /// Writes model.json, whole or not at all. Throws Error (cannot_write).
  void save(const std::filesystem::path& path) const;
};

/// Reads a model.json. Throws Error: no_input if it cannot be opened, bad_data if it is damaged or its shapes do not
/// fit together.
ACTLAB_API Model load_model(const std::filesystem::path& path);

/// The same of the text of a model.json; `path` is for messages.
ACTLAB_API Model parse_model(std::string_view text, const std::filesystem::path& path);

}  // namespace actlab
