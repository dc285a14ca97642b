#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "actlab/dataset.hpp"
#include "actlab/settings.hpp"
#include "training/plan.hpp"

namespace actlab {

/// A cell's settings with nothing left on auto: as texts are made of them, and as everything computes from them.
struct Resolved {
  Settings settings;
  TrainingPlan plan;
};

/// Decides and reads the settings of many cells; an activation that several of them share is read once.
class Resolver {
 public:
  /// Throws Error (usage), naming the settings that do not fit together or cannot be read.
  Resolved operator()(Settings settings, const Dataset& dataset);

 private:
  const ActivationSpec& activation(const std::string& text, const char* where);
  std::vector<ActivationSpec> hidden_activations(Settings& settings, std::size_t layers);

  std::map<std::string, ActivationSpec> activations_;
};

/// The same for one cell.
Resolved resolve(Settings settings, const Dataset& dataset);

/// Checks that data of so many rows can be split and trained on as planned. Throws Error (usage): where a part of the
/// split stays empty, and where no batch is ever whole but only whole ones are learned from.
void check_rows(const TrainingPlan& plan, std::size_t rows);

/// TrainingPlan::threshold of resolved settings, by their texts.
double decision_threshold(const std::string& output_activation, const std::string& loss);

}  // namespace actlab
