#include "playground/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "actlab/error.hpp"
#include "playground/points.hpp"
#include "text/number.hpp"
#include "text/parameters.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

constexpr std::string_view page = "https://playground.tensorflow.org/";
constexpr std::size_t classification_points = 500;
constexpr std::size_t regression_points = 1200;

struct KeyInfo {
  std::string_view name;
  std::string_view default_value;
};
// In the order in which Playground writes them.
constexpr std::array<KeyInfo, 27> key_table{{{"activation", "tanh"},
                                             {"regularization", "none"},
                                             {"batchSize", "10"},
                                             {"dataset", "circle"},
                                             {"regDataset", "reg-plane"},
                                             {"learningRate", "0.03"},
                                             {"regularizationRate", "0"},
                                             {"noise", "0"},
                                             {"networkShape", "4,2"},
                                             {"seed", ""},
                                             {"showTestData", "false"},
                                             {"discretize", "false"},
                                             {"percTrainData", "50"},
                                             {"x", "true"},
                                             {"y", "true"},
                                             {"xTimesY", "false"},
                                             {"xSquared", "false"},
                                             {"ySquared", "false"},
                                             {"cosX", "false"},
                                             {"sinX", "false"},
                                             {"cosY", "false"},
                                             {"sinY", "false"},
                                             {"collectStats", "false"},
                                             {"tutorial", ""},
                                             {"problem", "classification"},
                                             {"initZero", "false"},
                                             {"hideText", "false"}}};

// In the order in which a network reads them.
struct FeatureName {
  std::string_view key;
  std::string_view ours;
};
constexpr std::array<FeatureName, 7> features{{{"x", "x"},
                                               {"y", "y"},
                                               {"xSquared", "x^2"},
                                               {"ySquared", "y^2"},
                                               {"xTimesY", "xy"},
                                               {"sinX", "sin(x)"},
                                               {"sinY", "sin(y)"}}};

// JavaScript's decimal numbers, and hexadecimal ones.
std::optional<double> javascript_number(std::string_view text) {
  if (!text.starts_with("0x") && !text.starts_with("0X")) return text::parse_number(text);
  double value = 0;
  for (const char c : text.substr(2)) {
    const auto digit = std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
    if (digit == std::string_view::npos) return std::nullopt;
    value = 16 * value + static_cast<double>(digit);
  }
  return text.size() > 2 ? std::optional(value) : std::nullopt;
}

// The keys of one address.
class Keys {
 public:
  Keys(std::string_view address, std::string_view where) : where_(where) {
    for (const KeyInfo& key : key_table) values_.emplace(key.name, key.default_value);
    const std::size_t hash = address.find('#');
    if (hash != std::string_view::npos) {
      address.remove_prefix(hash + 1);
    } else if (address.find("://") != std::string_view::npos) {
      address = {};
    }
    while (!address.empty()) {
      const std::size_t end = std::min(address.find('&'), address.size());
      take(address.substr(0, end));
      address.remove_prefix(std::min(end + 1, address.size()));
    }
  }

  [[nodiscard]] const std::string& text(std::string_view key) const { return values_.find(key)->second; }
  [[nodiscard]] bool flag(std::string_view key) const { return text(key) != "false"; }
  [[nodiscard]] bool hidden(const std::string& key) const { return hidden_.contains(key) && hidden_.at(key); }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  void warn(std::string warning) { warnings_.push_back(std::move(warning)); }

  [[nodiscard]] const std::string& choice(std::string_view key, const std::vector<std::string>& allowed) const {
    const std::string& value = text(key);
    if (std::ranges::count(allowed, value) == 0) refuse(key, "allowed are " + text::enumeration(allowed));
    return value;
  }

  [[nodiscard]] double number(std::string_view key, double low, double high) const {
    const auto value = javascript_number(text(key));
    if (value && *value >= low && *value <= high) return *value + 0.0;  // -0 as 0
    refuse(key, fmt::format("give a number from {} to {}", low, high));
  }

  [[noreturn]] void refuse(std::string_view key, const std::string& remedy) const {
    throw Error(ErrorKind::usage, where_, fmt::format("{}={} is not allowed", key, text::quoted(text(key))), remedy);
  }

 private:
  void take(std::string_view piece) {
    const std::size_t equals = piece.find('=');
    if (equals == std::string_view::npos) return;
    const std::string key(piece.substr(0, equals));
    const std::string_view rest = piece.substr(equals + 1);
    const std::string value(rest.substr(0, rest.find('=')));
    if (key.ends_with("_hide")) {
      hidden_[key.substr(0, key.size() - 5)] = value != "false" && !value.empty();
      return;
    }
    const auto known = values_.find(key);
    if (known == values_.end()) {
      std::vector<std::string> names;
      for (const auto& [name, unused] : values_) names.push_back(name);
      const std::string near = text::suggestion(key, names);
      warn("Playground has no key " + text::quoted(key) + (near.empty() ? "" : "; " + near));
      return;
    }
    // A blank value is the default but for the shape, which is then empty.
    if (!value.empty() || key == "networkShape") known->second = value;
  }

  std::string where_;
  std::map<std::string, std::string, std::less<>> values_;
  std::map<std::string, bool> hidden_;
  std::vector<std::string> warnings_;
};

std::string read_shape(const Keys& keys) {
  std::string arch;
  std::string_view rest = keys.text("networkShape");
  if (rest.empty()) return "linear";
  for (;;) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const auto width = javascript_number(rest.substr(0, end));
    if (!width || *width < 1 || *width > 65536 || *width != std::floor(*width)) {
      keys.refuse("networkShape", "give the widths of the hidden layers, like 4,2");
    }
    arch += (arch.empty() ? "" : "-") + text::number_text(*width);
    if (end == rest.size()) return arch;
    rest.remove_prefix(end + 1);
  }
}

std::string read_features(Keys& keys) {
  std::string out;
  for (const FeatureName& feature : features) {
    const std::string key(feature.key);
    if (keys.flag(key) && !keys.hidden(key)) out += (out.empty() ? "" : "+") + std::string(feature.ours);
  }
  for (const char* key : {"cosX", "cosY"}) {
    if (keys.flag(key)) keys.warn(std::string(key) + " has no effect, here as in Playground");
  }
  return out.empty() ? "none" : out;
}

double read_noise(Keys& keys) {
  const double noise = keys.number("noise", -1e300, 1e300);
  if (noise >= 0 && noise <= 50) return noise;
  const double used = noise < 0 ? 0.0 : noise <= 80 ? noise : 50.0;
  keys.warn(fmt::format("noise={} is outside of Playground's 0 to 50; it is taken as {}", keys.text("noise"),
                        text::number_text(used)));
  return used;
}

// Percentages are written with this many decimals.
double rounded_percent(double percent) { return std::round(percent * 1e6) / 1e6; }

// A share of the rows that split_sizes turns into floor(rows * percent / 100), and that an address can hold.
double train_fraction(std::size_t rows, double percent, const Keys& keys) {
  const auto all = static_cast<double>(rows);
  const double count = std::floor(all * percent / 100);
  if (count < 1) keys.refuse("percTrainData", "there would be nothing to train on");
  const double rounded = rounded_percent(percent);
  const bool same = std::floor(all * rounded / 100) == count && std::floor(all * (rounded / 100) + 1e-9) == count;
  return (same ? rounded : rounded_percent(std::min(100.0, (count + 0.5) / all * 100))) / 100;
}

void check_seed(const Keys& keys, const std::string& seed) {
  const bool wrong = std::ranges::any_of(seed, [](unsigned char c) { return c < 0x20 || c == 0x7f || c == ','; });
  if (wrong) keys.refuse("seed", "give a seed without commas and control characters");
  if (!text::is_utf8(seed)) keys.refuse("seed", "give it in UTF-8");
}

void add_initialization(const Keys& keys, const std::string& seed, std::map<std::string, std::string>& settings) {
  if (keys.flag("initZero")) {
    settings["init"] = "zeros";
    settings["bias_init"] = "0";
    return;
  }
  const auto samples = static_cast<std::size_t>(*text::parse_integer(settings.at("samples")));
  const std::uint64_t draws =
      playground_draws(settings.at("dataset"), samples, *text::parse_number(settings.at("noise")));
  settings["init"] = fmt::format("seedrandom:{}:{}", seed, draws);
  settings["bias_init"] = "0.1";
}

// What Playground always does.
const std::map<std::string, std::string>& fixed_settings() {
  static const std::map<std::string, std::string> fixed{{"task", "auto"},
                                                        {"split", "ordered"},
                                                        {"standardize", "off"},
                                                        {"validation_fraction", "0"},
                                                        {"precision", "double"},
                                                        {"optimizer", "sgd"},
                                                        {"schedule", "constant"},
                                                        {"loss", "squared"},
                                                        {"l1_mode", "clip"},
                                                        {"dropout", "0"},
                                                        {"clip_norm", "off"},
                                                        {"early_stopping", "off"},
                                                        {"early_stopping_loss", "validation"},
                                                        {"early_stopping_tolerance", "0"},
                                                        {"shuffle", "off"},
                                                        {"partial_batch", "carry"},
                                                        {"bias", "on"}};
  return fixed;
}

}  // namespace

PlaygroundRun parse_playground_address(std::string_view address, std::string_view where) {
  Keys keys(address, where);
  PlaygroundRun run;
  auto& settings = run.settings;
  settings = fixed_settings();
  const bool regression = keys.choice("problem", {"classification", "regression"}) == "regression";
  const std::string data = regression ? keys.choice("regDataset", {"reg-plane", "reg-gauss"})
                                      : keys.choice("dataset", {"circle", "xor", "gauss", "spiral"});
  std::string seed = keys.text("seed");
  if (seed.empty()) {
    seed = "1";
    keys.warn("the address has no seed, and Playground would draw one; the seed 1 is taken");
  }
  check_seed(keys, seed);
  const std::size_t points = regression ? regression_points : classification_points;
  settings["dataset"] = "playground-" + data + ":" + seed;
  settings["samples"] = std::to_string(points);
  settings["noise"] = text::number_text(read_noise(keys));
  settings["features"] = read_features(keys);
  settings["train_fraction"] = text::number_text(train_fraction(points, keys.number("percTrainData", 0, 100), keys));
  settings["arch"] = read_shape(keys);
  const std::string& activation = keys.choice("activation", {"relu", "tanh", "sigmoid", "linear"});
  settings["activation"] = activation == "linear" ? "identity" : activation;
  settings["output_activation"] = regression ? "identity" : "tanh";
  add_initialization(keys, seed, settings);
  settings["learning_rate"] = text::number_text(keys.number("learningRate", 1e-300, 1e6));
  const double batch = keys.number("batchSize", 1, 1e9);
  if (batch != std::floor(batch)) keys.refuse("batchSize", "give a whole number");
  settings["batch_size"] = text::number_text(batch);
  const std::string& regularization = keys.choice("regularization", {"none", "L1", "L2"});
  const std::string rate = text::number_text(keys.number("regularizationRate", 0, 1e6));
  settings["l1"] = regularization == "L1" ? rate : "0";
  settings["l2"] = regularization == "L2" ? rate : "0";
  run.discretize = keys.flag("discretize");
  run.warnings = keys.warnings();
  return run;
}

std::string playground_address(const std::map<std::string, std::string>& settings, std::string_view where) {
  const auto of = [&](const char* name) -> const std::string& { return settings.at(name); };
  const auto refuse = [&](const std::string& what) {
    throw Error(ErrorKind::usage, std::string(where), "Playground cannot show it: " + what);
  };
  const std::string& dataset = of("dataset");
  if (!is_playground_data(dataset)) refuse("its data are not Playground's own, `dataset` playground-NAME:SEED");
  for (const auto& [name, value] : fixed_settings()) {
    const bool free = name == "task" || (name == "l1_mode" && of("l1") == "0");
    if (!free && of(name.c_str()) != value) refuse(fmt::format("it knows only {} {}", name, value));
  }
  const std::string data(text::name_before_colon(dataset).substr(std::string_view("playground-").size()));
  const bool regression = data.starts_with("reg-");
  const std::string seed(text::text_after_colon(dataset));
  const std::string activation = of("activation") == "identity" ? "linear" : of("activation");
  if (std::ranges::count(std::vector<std::string>{"relu", "tanh", "sigmoid", "linear"}, activation) == 0) {
    refuse("it has no activation " + activation);
  }
  if (of("output_activation") != (regression ? "identity" : "tanh")) refuse("its output activation is another");
  if (of("l1") != "0" && of("l2") != "0") refuse("it knows l1 or l2, not both");
  const bool zero = of("init") == "zeros" && of("bias_init") == "0";
  const double percent = *text::parse_number(of("train_fraction")) * 100;

  std::map<std::string, std::string, std::less<>> values;
  for (const KeyInfo& key : key_table) values.emplace(key.name, key.default_value);
  values["activation"] = activation;
  values["regularization"] = of("l1") != "0" ? "L1" : of("l2") != "0" ? "L2" : "none";
  values["batchSize"] = of("batch_size");
  values[regression ? "regDataset" : "dataset"] = data;
  values["learningRate"] = of("learning_rate");
  values["regularizationRate"] = of("l1") != "0" ? of("l1") : of("l2");
  values["noise"] = of("noise");
  values["networkShape"] = of("arch") == "linear" ? "" : of("arch");
  std::ranges::replace(values["networkShape"], '-', ',');
  values["seed"] = seed;
  values["percTrainData"] = text::number_text(rounded_percent(percent));
  for (const FeatureName& feature : features) values[std::string(feature.key)] = "false";
  std::string_view rest = of("features") == "all" ? std::string_view("x+y") : of("features");
  while (!rest.empty() && rest != "none") {
    const std::size_t end = std::min(rest.find('+'), rest.size());
    const auto known = std::ranges::find(features, rest.substr(0, end), &FeatureName::ours);
    if (known == features.end()) refuse("it has no input " + std::string(rest.substr(0, end)));
    values[std::string(known->key)] = "true";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  values["problem"] = regression ? "regression" : "classification";
  values["initZero"] = zero ? "true" : "false";

  std::string address(page);
  const auto write = [&](const KeyInfo& key) {
    const std::string& value = values.find(key.name)->second;
    const bool omitted = (key.name == "regularization" && value == "none") || key.name == "tutorial";
    if (!omitted) address += fmt::format("{}{}={}", address.size() == page.size() ? "#" : "&", key.name, value);
  };
  std::ranges::for_each(key_table, write);
  // Reading it back must give the same cell: the same weights, points and order of inputs.
  for (const auto& [name, value] : parse_playground_address(address, where).settings) {
    if (name == "task" || (name == "l1_mode" && of("l1") == "0")) continue;
    const bool all = name == "features" && of("features") == "all";
    if (!all && of(name.c_str()) != value) refuse(fmt::format("its {} would be {}", name, value));
  }
  return address;
}

}  // namespace actlab
