#include "record/model_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "file/atomic_file.hpp"
#include "record/json_number.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

using nlohmann::json;

constexpr int model_format = 1;

// Streams JSON: models can be far larger than what one would hold twice in memory.
class ModelWriter {
 public:
  ModelWriter(AtomicFile& file, bool single) : file_(file), single_(single) {}

  void raw(std::string_view text) { file_.write(text); }
  void text(std::string_view value) { raw(json(value).dump(-1, ' ', false, json::error_handler_t::replace)); }

  // NaN and infinity, which JSON does not have, are null.
  void number(double value, bool single) {
    std::string out;
    if (!std::isfinite(value)) {
      out = "null";
    } else if (single) {
      text::append_number(out, static_cast<float>(value));
    } else {
      text::append_number(out, value);
    }
    // Without a point it would be a whole number, and those have no -0.
    raw(out == "-0" ? "-0.0" : out);
  }

  template <class Items, class F>
  void list(const Items& items, F write_item) {
    raw("[");
    bool first = true;
    for (const auto& item : items) {
      if (!first) raw(",");
      first = false;
      write_item(item);
    }
    raw("]");
  }

  void texts(const std::vector<std::string>& values) {
    list(values, [&](const std::string& value) { text(value); });
  }

  void scaling(const Scaling& scaling) {
    raw(R"({"mean":)");
    list(scaling.mean, [&](double value) { number(value, false); });
    raw(R"(,"sd":)");
    list(scaling.sd, [&](double value) { number(value, false); });
    raw("}");
  }

  void scalings(const ModelScaling& both) {
    raw(R"("input_scaling":)");
    scaling(both.inputs);
    raw(R"(,"target_scaling":)");
    scaling(both.targets);
  }

  void network(const std::vector<LayerParameters>& layers) {
    raw(R"({"weights":)");
    list(layers, [&](const LayerParameters& layer) {
      std::vector<std::size_t> units(layer.units);
      for (std::size_t u = 0; u < layer.units; ++u) units[u] = u;
      list(units, [&](std::size_t u) {
        const auto begin = layer.weights.begin() + static_cast<std::ptrdiff_t>(u * layer.inputs);
        list(std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(layer.inputs)),
             [&](double weight) { number(weight, single_); });
      });
    });
    raw(R"(,"biases":)");
    list(layers,
         [&](const LayerParameters& layer) { list(layer.biases, [&](double bias) { number(bias, single_); }); });
    const bool learns =
        std::ranges::any_of(layers, [](const LayerParameters& layer) { return !layer.learned.empty(); });
    if (learns) {
      raw(R"(,"activation":)");
      list(layers,
           [&](const LayerParameters& layer) { list(layer.learned, [&](double value) { number(value, single_); }); });
    }
    raw("}");
  }

 private:
  AtomicFile& file_;
  bool single_;
};

void write_settings(ModelWriter& out, const Settings& settings) {
  out.raw("{");
  bool first = true;
  for (const SettingInfo& setting : settings_table()) {
    out.raw(first ? "" : ",");
    first = false;
    out.text(setting.name);
    out.raw(":");
    out.text(setting_text(settings, setting));
  }
  out.raw("}");
}

class ModelReader {
 public:
  explicit ModelReader(const std::filesystem::path& path) : path_(path) {}

  Model read(std::string_view text) {
    Model model;
    try {
      const json document = json::parse(text);
      if (whole_number<int>(document.at("format")) != model_format) damaged("its format is not 1");
      read_header(document, model);
      for (const json& replicate : document.at("replicates")) read_replicate(replicate, model);
      const std::size_t own = model.scalings.size();
      if (own != 0 && own != model.replicates.size()) {
        damaged("some networks have a scaling of their own and some have none");
      }
    } catch (const json::exception& error) {
      damaged(error.what());
    }
    if (model.scalings.empty()) model.scalings.push_back(shared_scaling_);
    check(model);
    return model;
  }

 private:
  [[noreturn]] void damaged(const std::string& why) const {
    throw Error(ErrorKind::bad_data, path_.string(), "is not a whole model file: " + why,
                "run the experiment again, or copy the file again");
  }

  void read_header(const json& document, Model& model) {
    for (const auto& [name, value] : document.at("settings").items()) {
      const SettingInfo* setting = find_setting(name);
      if (setting == nullptr) damaged("it has an unknown setting " + name);
      try {
        set_setting(model.settings, *setting, value.get<std::string>(), name);
      } catch (const Error& error) {
        damaged(error.where() + ": " + error.problem());
      }
    }
    if (!model.settings.task) damaged("its task is not decided");
    model.task = *model.settings.task;
    single_ = model.settings.precision == Precision::float32;
    model.features = document.at("features").get<std::vector<std::string>>();
    model.targets = document.at("targets").get<std::vector<std::string>>();
    model.classes = document.at("classes").get<std::vector<std::string>>();
    model.plane = document.at("plane").get<std::vector<std::string>>();
    shared_scaling_ = read_scalings(document);
  }

  static Scaling read_scaling(const json& node) {
    return {node.at("mean").get<std::vector<double>>(), node.at("sd").get<std::vector<double>>()};
  }

  static ModelScaling read_scalings(const json& node) {
    return {read_scaling(node.at("input_scaling")), read_scaling(node.at("target_scaling"))};
  }

  void read_replicate(const json& node, Model& model) const {
    if (node.contains("input_scaling")) model.scalings.push_back(read_scalings(node));
    model.replicates.push_back({whole_number<std::uint32_t>(node.at("replicate")), read_network(node.at("initial")),
                                read_network(node.at("final"))});
  }

  std::vector<LayerParameters> read_network(const json& node) const {
    std::vector<LayerParameters> layers;
    const json& weights = node.at("weights");
    const json& biases = node.at("biases");
    if (weights.size() != biases.size()) damaged("weights and biases are of different depth");
    for (std::size_t l = 0; l < weights.size(); ++l) {
      LayerParameters layer{
          .units = weights[l].size(), .inputs = weights[l].at(0).size(), .weights = {}, .biases = {}, .learned = {}};
      for (const json& unit : weights[l]) {
        if (unit.size() != layer.inputs) damaged("a layer's units have different fan-in");
        for (const json& weight : unit) layer.weights.push_back(number(weight));
      }
      for (const json& bias : biases[l]) layer.biases.push_back(number(bias));
      if (node.contains("activation")) {
        for (const json& value : node.at("activation").at(l)) layer.learned.push_back(number(value));
      }
      layers.push_back(std::move(layer));
    }
    return layers;
  }

  // Floats are written in the fewest digits that tell them apart.
  [[nodiscard]] double number(const json& node) const {
    if (node.is_null()) return std::numeric_limits<double>::quiet_NaN();
    return single_ ? static_cast<double>(node.get<float>()) : node.get<double>();
  }

  void check(const Model& model) const {
    const bool classes = model.task == Task::binary || model.task == Task::multiclass;
    if (classes && model.classes.size() < 2) damaged("it names fewer than two classes");
    if (model.targets.empty() || model.features.empty()) damaged("it names no inputs or no targets");
    const std::size_t outputs = model.outputs();
    if (model.replicates.empty()) damaged("it holds no network");
    for (const ModelScaling& scaling : model.scalings) {
      const bool fits = scaling.inputs.mean.size() == model.features.size() &&
                        scaling.inputs.sd.size() == model.features.size() &&
                        scaling.targets.mean.size() == scaling.targets.sd.size() &&
                        (scaling.targets.mean.empty() || scaling.targets.mean.size() == outputs);
      if (!fits) damaged("its scaling does not fit its inputs");
    }
  }

  std::filesystem::path path_;
  ModelScaling shared_scaling_;
  bool single_ = true;
};

}  // namespace

void write_model(AtomicFile& file, const Model& model) {
  ModelWriter out(file, model.settings.precision == Precision::float32);
  out.raw("{\"format\":1,\n\"settings\":");
  write_settings(out, model.settings);
  out.raw(",\n\"features\":");
  out.texts(model.features);
  out.raw(",\n\"targets\":");
  out.texts(model.targets);
  out.raw(",\n\"classes\":");
  out.texts(model.classes);
  out.raw(",\n\"plane\":");
  out.texts(model.plane);
  out.raw(",\n");
  out.scalings(model.scalings.front());
  out.raw(",\n\"replicates\":");
  std::size_t number = 0;
  out.list(model.replicates, [&](const ReplicateModel& replicate) {
    out.raw("\n{\"replicate\":" + std::to_string(replicate.replicate) + ",");
    if (model.scalings.size() > 1) {
      out.scalings(model.scaling(number++));
      out.raw(",");
    }
    out.raw("\"initial\":");
    out.network(replicate.initial);
    out.raw(",\"final\":");
    out.network(replicate.trained);
    out.raw("}");
  });
  out.raw("}\n");
}

Model read_model(std::string_view text, const std::filesystem::path& path) { return ModelReader(path).read(text); }

}  // namespace actlab
