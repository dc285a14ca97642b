#include "actlab/model.hpp"

#include <algorithm>
#include <cmath>

#include "actlab/error.hpp"
#include "network/loss.hpp"
#include "plan/resolve.hpp"
#include "record/model_file.hpp"
#include "training/layout_choice.hpp"
#include "training/parameters.hpp"
#include "training/readout.hpp"

namespace actlab {
namespace {

// The plan of a model: what its settings mean for data of its inputs and outputs.
TrainingPlan plan_of(const Model& model) {
  Dataset names;
  names.task = model.task;
  names.feature_names = model.features;
  names.target_names = model.targets;
  names.classes = model.classes;
  return resolve(model.settings, names).plan;
}

bool all_finite(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

bool fits(const std::vector<LayerParameters>& layers, const NetworkShape& shape) {
  return std::ranges::equal(layers, shape.layers, [](const LayerParameters& layer, const LayerShape& expected) {
    return layer.units == expected.pre_activations && layer.inputs == expected.inputs &&
           layer.biases.size() == layer.units &&
           layer.learned.size() == expected.activation.learned(expected.width).size();
  });
}

template <class T>
std::vector<std::vector<double>> predict_in(const Model& model, const TrainingPlan& plan,
                                            const std::vector<double>& inputs, Layout layout) {
  const std::size_t outputs = model.outputs();
  const std::unique_ptr<Network<T>> network = make_network<T>(layout, plan.shape, plan.loss);
  const std::size_t lanes = network->lanes();
  std::vector<std::vector<double>> all;
  const std::size_t rows = inputs.size() / std::max<std::size_t>(1, model.features.size());
  for (std::size_t first = 0; first < model.replicates.size(); first += lanes) {
    const std::size_t count = std::min(lanes, model.replicates.size() - first);
    TrainingData<T> data;
    data.features = model.features.size();
    data.outputs = outputs;
    for (std::size_t lane = 0; lane < count; ++lane) {
      insert_parameters(*network, lane, model.replicates[first + lane].trained);
      data.views.emplace_back();
      data.views.back().scaling = model.scaling(first + lane);
    }
    for (std::vector<double>& values : network_outputs(*network, data, inputs, rows, count)) {
      const ModelScaling& scaling = model.scaling(all.size());
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = unscaled(scaling, i % outputs, values[i]);
      all.push_back(std::move(values));
    }
  }
  return all;
}

}  // namespace

bool Model::diverged(std::size_t replicate) const {
  return !std::ranges::all_of(replicates[replicate].trained, [](const LayerParameters& layer) {
    return all_finite(layer.weights) && all_finite(layer.biases) && all_finite(layer.learned);
  });
}

std::vector<std::vector<double>> Model::predict(const std::vector<double>& inputs, std::string_view simd) const {
  if (features.empty() ? !inputs.empty() : inputs.size() % features.size() != 0) {
    throw Error(ErrorKind::usage, "inputs", "are " + std::to_string(inputs.size()) + " numbers, no whole rows",
                "give " + std::to_string(features.size()) + " for each row");
  }
  const TrainingPlan plan = plan_of(*this);
  const Layout layout = choose_layout(plan, replicates.size(), {arithmetic::choose_target(simd, "simd"), {}});
  return plan.precision == Precision::float32 ? predict_in<float>(*this, plan, inputs, layout)
                                              : predict_in<double>(*this, plan, inputs, layout);
}

double Model::threshold() const { return decision_threshold(settings.output_activation, settings.loss); }

void Model::save(const std::filesystem::path& path) const {
  AtomicFile file(path);
  write_model(file, *this);
  file.commit();
}

Model load_model(const std::filesystem::path& path) {
  const InputFile file(path, "was `record` model on?");
  return parse_model(read_rest(file.descriptor(), path), path);
}

Model parse_model(std::string_view text, const std::filesystem::path& path) {
  Model model = read_model(text, path);
  const NetworkShape shape = plan_of(model).shape;
  const bool whole = std::ranges::all_of(model.replicates, [&](const ReplicateModel& replicate) {
    return fits(replicate.initial, shape) && fits(replicate.trained, shape);
  });
  if (whole) return model;
  throw Error(ErrorKind::bad_data, path.string(), "is not a whole model file: its weights do not fit its architecture",
              "run the experiment again, or copy the file again");
}

}  // namespace actlab
