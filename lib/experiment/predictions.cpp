#include "experiment/predictions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "actlab/error.hpp"
#include "record/csv_writer.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

std::size_t row_count(const Model& model, const NetworkOutputs& outputs) {
  return outputs.empty() ? 0 : outputs.front().size() / model.outputs();
}

std::span<const double> outputs_of(const Model& model, const NetworkOutputs& outputs, std::size_t replicate,
                                   std::size_t row) {
  return std::span(outputs[replicate]).subspan(row * model.outputs(), model.outputs());
}

bool all_finite(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

std::string answer(const Model& model, double threshold, std::span<const double> outputs) {
  switch (model.task) {
    case Task::binary:
      return model.classes[outputs[0] >= threshold ? 1 : 0];
    case Task::multiclass:
      return model.classes[static_cast<std::size_t>(std::ranges::max_element(outputs) - outputs.begin())];
    case Task::multilabel: {
      std::string labels;
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i] >= threshold) labels += (labels.empty() ? "" : " ") + model.targets[i];
      }
      return labels;
    }
    default:
      return text::number_text(outputs[0]);
  }
}

Prediction prediction(const Model& model, double threshold, std::size_t row, std::optional<std::uint32_t> replicate,
                      std::span<const double> outputs) {
  return {row, replicate, {outputs.begin(), outputs.end()}, answer(model, threshold, outputs)};
}

constexpr const char* how_not_to_diverge = "train again with a smaller `learning_rate`, or with `clip_norm`";

std::size_t count_diverged(const Model& model) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < model.replicates.size(); ++r) count += model.diverged(r) ? 1 : 0;
  return count;
}

void refuse_if_all_diverged(const Model& model) {
  if (count_diverged(model) < model.replicates.size()) return;
  throw Error(ErrorKind::bad_data, "the model",
              model.replicates.size() == 1
                  ? "its network diverged in training and has no outputs"
                  : fmt::format("all {} networks diverged in training and have no outputs", model.replicates.size()),
              how_not_to_diverge);
}

[[noreturn]] void refuse_row(std::size_t row, const std::string& who) {
  throw Error(ErrorKind::bad_data, fmt::format("row {}", row), who + " finite outputs for it (rows count from 0)",
              "correct or drop the row: its numbers are too large for the networks");
}

}  // namespace

std::vector<Prediction> mean_predictions(const Model& model, const NetworkOutputs& outputs) {
  refuse_if_all_diverged(model);
  const double threshold = model.threshold();
  std::vector<Prediction> predictions;
  for (std::size_t row = 0; row < row_count(model, outputs); ++row) {
    std::vector<double> mean(model.outputs(), 0.0);
    std::size_t networks = 0;
    for (std::size_t r = 0; r < outputs.size(); ++r) {
      const auto values = outputs_of(model, outputs, r, row);
      if (!all_finite(values)) continue;
      for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += values[i];
      ++networks;
    }
    if (networks == 0) refuse_row(row, "no network has");
    for (double& value : mean) value /= static_cast<double>(networks);
    predictions.push_back(prediction(model, threshold, row, std::nullopt, mean));
  }
  return predictions;
}

std::vector<Prediction> all_predictions(const Model& model, const NetworkOutputs& outputs) {
  refuse_if_all_diverged(model);
  const double threshold = model.threshold();
  std::vector<bool> answered(row_count(model, outputs), false);
  std::vector<Prediction> predictions;
  for (std::size_t r = 0; r < outputs.size(); ++r) {
    for (std::size_t row = 0; row < answered.size(); ++row) {
      const auto values = outputs_of(model, outputs, r, row);
      if (!all_finite(values)) continue;
      predictions.push_back(prediction(model, threshold, row, model.replicates[r].replicate, values));
      answered[row] = true;
    }
  }
  const auto unanswered = std::ranges::find(answered, false);
  if (unanswered != answered.end())
    refuse_row(static_cast<std::size_t>(unanswered - answered.begin()), "no network has");
  return predictions;
}

std::vector<Prediction> predictions_of(const Model& model, const NetworkOutputs& outputs, std::size_t replicate) {
  const std::uint32_t number = model.replicates[replicate].replicate;
  if (model.diverged(replicate)) {
    refuse_if_all_diverged(model);
    throw Error(ErrorKind::bad_data, "the model",
                fmt::format("network {} diverged in training and has no outputs", number),
                "choose another network, or the mean over those that did not diverge");
  }
  const double threshold = model.threshold();
  std::vector<Prediction> predictions;
  for (std::size_t row = 0; row < row_count(model, outputs); ++row) {
    const auto values = outputs_of(model, outputs, replicate, row);
    if (!all_finite(values)) refuse_row(row, fmt::format("network {} has no", number));
    predictions.push_back(prediction(model, threshold, row, number, values));
  }
  return predictions;
}

std::vector<std::string> left_out(const Model& model, const NetworkOutputs& outputs) {
  std::vector<std::string> sentences;
  if (const std::size_t diverged = count_diverged(model); diverged > 0) {
    sentences.push_back(fmt::format("{} of {} networks diverged in training and {} left out", diverged,
                                    model.replicates.size(), diverged == 1 ? "is" : "are"));
  }
  std::size_t rows = 0;
  for (std::size_t row = 0; row < row_count(model, outputs); ++row) {
    bool whole = true;
    for (std::size_t r = 0; r < outputs.size(); ++r) {
      whole = whole && (model.diverged(r) || all_finite(outputs_of(model, outputs, r, row)));
    }
    rows += whole ? 0 : 1;
  }
  if (rows > 0) {
    sentences.push_back(
        fmt::format("outputs that are not finite are left out, of {} row{}", rows, rows == 1 ? "" : "s"));
  }
  return sentences;
}

std::string predictions_table(const Model& model, const std::vector<Prediction>& predictions) {
  std::string out = "row,replicate";
  for (const std::string& name : model.task == Task::multiclass ? model.classes : model.targets) {
    out += ',';
    append_csv_field(out, "output_" + name);
  }
  out += ",prediction\n";
  for (const Prediction& prediction : predictions) {
    out += fmt::format("{},{}", prediction.row, prediction.replicate ? std::to_string(*prediction.replicate) : "mean");
    for (const double output : prediction.outputs) out += ',' + text::number_text(output);
    out += ',';
    append_csv_field(out, prediction.answer);
    out += '\n';
  }
  return out;
}

}  // namespace actlab
