#include "actlab/settings_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "activation/table.hpp"
#include "actlab/error.hpp"
#include "data/catalogue.hpp"
#include "network/initializer.hpp"
#include "network/loss.hpp"
#include "network/shape.hpp"
#include "text/number.hpp"
#include "text/parameters.hpp"
#include "text/strings.hpp"
#include "training/optimizer.hpp"
#include "training/schedule.hpp"

namespace actlab {
namespace {

// The values of a field in the order of its choices; one that may be empty has "auto" first.
template <auto member>
constexpr ChoiceMember choice() {
  using Value = std::remove_cvref_t<decltype(std::declval<Settings>().*member)>;
  if constexpr (std::is_same_v<Value, std::optional<bool>>) {
    return {[](const Settings& s) { return (s.*member) ? std::size_t{*(s.*member) ? 1U : 2U} : std::size_t{0}; },
            [](Settings& s, std::size_t i) { s.*member = i == 0 ? std::nullopt : std::optional<bool>(i == 1); }};
  } else if constexpr (std::is_enum_v<Value>) {
    return {[](const Settings& s) { return static_cast<std::size_t>(s.*member); },
            [](Settings& s, std::size_t i) { s.*member = static_cast<Value>(i); }};
  } else {
    using Enum = typename Value::value_type;
    return {[](const Settings& s) { return (s.*member) ? static_cast<std::size_t>(*(s.*member)) + 1 : 0; },
            [](Settings& s, std::size_t i) {
              s.*member = i == 0 ? std::nullopt : std::optional<Enum>(static_cast<Enum>(i - 1));
            }};
  }
}

constexpr auto tasks = [] {
  std::array<std::string_view, task_names.size() + 1> names{"auto"};
  std::ranges::copy(task_names, names.begin() + 1);
  return names;
}();
constexpr std::string_view auto_on_off[] = {"auto", "on", "off"};
constexpr std::string_view missing_policies[] = {"error", "drop", "mean"};
constexpr std::string_view splits[] = {"shuffled", "ordered"};
constexpr std::string_view l1_modes[] = {"subgradient", "clip"};
constexpr std::string_view precisions[] = {"float", "double"};
constexpr std::string_view partial_batches[] = {"keep", "drop", "carry"};
constexpr std::string_view stopping_losses[] = {"validation", "training"};
constexpr double most_integer = 9007199254740992.0;  // 2^53: every whole number up to it is a double
constexpr double most_epochs = 1e9;

std::string canonical_architecture(std::string_view text, std::string_view where) {
  parse_architecture(text, where);
  return std::string(text);
}

ActivationSpec trainable_activation(std::string_view text, std::string_view where) {
  ActivationSpec spec = parse_activation(text, where);
  if (spec.info().trainable) return spec;
  throw Error(ErrorKind::usage, std::string(where),
              std::string(spec.info().name) + " has the derivative 0 everywhere and cannot be trained",
              "see it with 'actlab curves', or train with sigmoid");
}

std::vector<std::string> trainable_activations() {
  std::vector<std::string> names;
  for (const ActivationInfo& row : activations()) {
    if (row.trainable) names.emplace_back(row.name);
  }
  return names;
}

std::string canonical_activation(std::string_view text, std::string_view where) {
  std::vector<std::string> layers = split_layers(text);
  for (std::string& layer : layers) layer = trainable_activation(layer, where).text();
  return text::joined(layers, "/");
}

std::string canonical_output_activation(std::string_view text, std::string_view where) {
  if (text == "auto") return "auto";
  const ActivationSpec spec = trainable_activation(text, where);
  if (spec.info().kind != ActivationKind::paired) return spec.text();
  throw Error(ErrorKind::usage, std::string(where),
              std::string(spec.info().name) + " gives two outputs for each target", "use it for the hidden layers");
}

std::string canonical_initializer(std::string_view text, std::string_view where) {
  if (text == "auto") return "auto";
  std::vector<std::string> layers = split_initializers(text);
  for (std::string& layer : layers) layer = parse_initializer(layer, where).text();
  return text::joined(layers, "/");
}

std::string canonical_bias_init(std::string_view text, std::string_view where) {
  return parse_bias_init(text, where).text();
}

std::string canonical_optimizer(std::string_view text, std::string_view where) {
  return parse_optimizer(text, where).text();
}

std::string canonical_schedule(std::string_view text, std::string_view where) {
  return parse_schedule(text, where).text();
}

std::string canonical_loss(std::string_view text, std::string_view where) {
  return text == "auto" ? "auto" : std::string(losses()[text::find_row(losses(), text, "loss", where)].name);
}

constexpr ValueGroup activation_groups[] = {{"all", trainable_activations}};
constexpr ValueGroup dataset_groups[] = {
    {"generated", generated_dataset_names}, {"real", bundled_dataset_names}, {"all", dataset_names}};

constexpr std::array<SettingInfo, 39> table{{
    {.name = "dataset",
     .group = "Data",
     .metavar = "NAME|fn:F|FILE",
     .help = "a generated or bundled data set (see 'actlab list datasets'), fn:FORMULA, or a CSV or IDX file's path",
     .member = &Settings::dataset,
     .makes_data = true,
     .groups = dataset_groups},
    {.name = "test_dataset",
     .group = "Data",
     .metavar = "FILE|own|none",
     .help =
         "a file to test on, with the columns and classes of `dataset`; auto is own where `dataset` has an official "
         "test set, else none: rows of `dataset`",
     .member = &Settings::test_dataset,
     .makes_data = true,
     .follows = "dataset"},
    {.name = "samples",
     .group = "Data",
     .metavar = "N",
     .help = "points to generate; files have their own number",
     .member = &Settings::samples,
     .makes_data = true,
     .low = 2,
     .high = 1e8},
    {.name = "noise",
     .group = "Data",
     .metavar = "PERCENT",
     .help = "noise of generated points; in a file, of each input, in percent of its standard deviation",
     .member = &Settings::noise,
     .makes_data = true,
     .low = 0,
     .high = 80},
    {.name = "features",
     .group = "Data",
     .metavar = "A+B+...",
     .help =
         "inputs: all, or columns by name or #number and, for points of a plane, x, y, x^2, y^2, xy, sin(x), sin(y)",
     .member = &Settings::features,
     .makes_data = true},
    {.name = "target",
     .group = "Data",
     .metavar = "A+B+...",
     .help = "a file's target columns by name or #number, or last",
     .member = &Settings::target,
     .makes_data = true},
    {.name = "task",
     .group = "Data",
     .metavar = "TASK",
     .help = "what is learned from a file",
     .member = choice<&Settings::task>(),
     .makes_data = true,
     .follows = "dataset target",
     .choices = tasks},
    {.name = "header",
     .group = "Data",
     .metavar = "WHEN",
     .help = "whether a CSV file's first row names the columns",
     .member = choice<&Settings::header>(),
     .makes_data = true,
     .choices = auto_on_off},
    {.name = "missing",
     .group = "Data",
     .metavar = "WHAT",
     .help =
         "missing values in a file: an error (in bundled sets, what their cards say), drop the row, or the column's "
         "mean",
     .member = choice<&Settings::missing>(),
     .makes_data = true,
     .follows = "dataset",
     .choices = missing_policies},
    {.name = "train_fraction",
     .group = "Data",
     .metavar = "SHARE",
     .help = "share of the rows to train on; auto is 0.5 for generated sets, 0.7 for files, and all that do not "
             "validate beside "
             "a test set",
     .member = &Settings::train_fraction,
     .follows = "dataset",
     .low = 0,
     .high = 1,
     .open_low = true},
    {.name = "validation_fraction",
     .group = "Data",
     .metavar = "SHARE",
     .help = "share of the rows to validate on",
     .member = &Settings::validation_fraction,
     .low = 0,
     .high = 0.95},
    {.name = "split",
     .group = "Data",
     .metavar = "HOW",
     .help = "which rows train and test: a random choice, or the first and the last ones",
     .member = choice<&Settings::split>(),
     .choices = splits},
    {.name = "standardize",
     .group = "Data",
     .metavar = "WHEN",
     .help =
         "give each input (and a regression's targets) mean 0 and sd 1 over the training rows; auto is on for files",
     .member = choice<&Settings::standardize>(),
     .follows = "dataset",
     .choices = auto_on_off},
    {.name = "data_seed",
     .group = "Data",
     .metavar = "N",
     .help = "seed of the generated points and of the split",
     .member = &Settings::data_seed,
     .makes_data = true,
     .low = 0,
     .high = most_integer},
    {.name = "resplit",
     .group = "Data",
     .metavar = "on|off",
     .help = "every replicate draws its own data or split",
     .member = &Settings::resplit},
    {.name = "arch",
     .group = "Model",
     .metavar = "WIDTHS",
     .help = "widths of the hidden layers like 8-8, or linear for none",
     .member = &Settings::arch,
     .canonical = canonical_architecture},
    {.name = "activation",
     .group = "Model",
     .metavar = "NAME",
     .help = "of the hidden layers, parameters after a colon: leaky_relu:0.1; one for each layer with slashes between: "
             "sigmoid/relu (see 'actlab list activations')",
     .member = &Settings::activation,
     .canonical = canonical_activation,
     .groups = activation_groups},
    {.name = "output_activation",
     .group = "Model",
     .metavar = "NAME",
     .help = "auto is sigmoid, softmax or identity, by the task",
     .member = &Settings::output_activation,
     .follows = "task",
     .canonical = canonical_output_activation},
    {.name = "init",
     .group = "Model",
     .metavar = "NAME",
     .help = "initial weights; auto suits the activation (see 'actlab list initializers')",
     .member = &Settings::init,
     .follows = "activation",
     .canonical = canonical_initializer},
    {.name = "bias",
     .group = "Model",
     .metavar = "on|off",
     .help = "whether layers have biases",
     .member = &Settings::bias},
    {.name = "bias_init",
     .group = "Model",
     .metavar = "X|KIND:S",
     .help = "initial biases: a number, or drawn with normal:S or uniform:S",
     .member = &Settings::bias_init,
     .canonical = canonical_bias_init},
    {.name = "dropout",
     .group = "Model",
     .metavar = "SHARE",
     .help = "share of the hidden activations that each training step switches off",
     .member = &Settings::dropout,
     .low = 0,
     .high = 0.99},
    {.name = "precision",
     .group = "Model",
     .metavar = "TYPE",
     .help = "arithmetic of the training",
     .member = choice<&Settings::precision>(),
     .choices = precisions},
    {.name = "optimizer",
     .group = "Training",
     .metavar = "NAME",
     .help = "see 'actlab list optimizers'",
     .member = &Settings::optimizer,
     .canonical = canonical_optimizer},
    {.name = "learning_rate",
     .group = "Training",
     .metavar = "X",
     .help = "step along the negative gradient; auto is the optimizer's own (sgd 0.03)",
     .member = &Settings::learning_rate,
     .follows = "optimizer",
     .low = 0,
     .high = 1e6,
     .open_low = true},
    {.name = "momentum",
     .group = "Training",
     .metavar = "X",
     .help = "of --optimizer momentum and nesterov; auto is 0.9",
     .member = &Settings::momentum,
     .follows = "optimizer",
     .low = 0,
     .high = 0.999999},
    {.name = "schedule",
     .group = "Training",
     .metavar = "NAME",
     .help = "of the learning rate (see 'actlab list schedules')",
     .member = &Settings::schedule,
     .canonical = canonical_schedule},
    {.name = "batch_size",
     .group = "Training",
     .metavar = "N",
     .help = "samples per update",
     .member = &Settings::batch_size,
     .low = 1,
     .high = 1e9},
    {.name = "epochs",
     .group = "Training",
     .metavar = "N",
     .help = "passes over the training samples",
     .member = &Settings::epochs,
     .low = 0,
     .high = most_epochs},
    {.name = "loss",
     .group = "Training",
     .metavar = "NAME",
     .help = "auto is binary_cross_entropy, cross_entropy or squared, by the task",
     .member = &Settings::loss,
     .follows = "task output_activation",
     .canonical = canonical_loss},
    {.name = "l1",
     .group = "Training",
     .metavar = "X",
     .help = "adds X sum |w| to the loss of a sample",
     .member = &Settings::l1,
     .low = 0,
     .high = 1e6},
    {.name = "l2",
     .group = "Training",
     .metavar = "X",
     .help = "adds X/2 sum w^2 to the loss of a sample",
     .member = &Settings::l2,
     .low = 0,
     .high = 1e6},
    {.name = "l1_mode",
     .group = "Training",
     .metavar = "HOW",
     .help = "l1 as a part of the gradient, or after each step, where a weight that it takes across 0 stays 0 for good",
     .member = choice<&Settings::l1_mode>(),
     .choices = l1_modes},
    {.name = "clip_norm",
     .group = "Training",
     .metavar = "X|off",
     .help = "scale a replicate's gradient down to this norm where it is longer",
     .member = &Settings::clip_norm,
     .low = 0,
     .high = 1e9,
     .zero_is_off = true},
    {.name = "early_stopping",
     .group = "Training",
     .metavar = "N|off",
     .help = "end a replicate after N epochs without a lower loss",
     .member = &Settings::early_stopping,
     .low = 0,
     .high = most_epochs,
     .zero_is_off = true},
    {.name = "early_stopping_loss",
     .group = "Training",
     .metavar = "WHICH",
     .help = "what --early-stopping looks at: the loss of the validation rows, keeping the best weights, or the mean "
             "loss of an epoch's training batches, keeping the last",
     .member = choice<&Settings::early_stopping_loss>(),
     .choices = stopping_losses},
    {.name = "early_stopping_tolerance",
     .group = "Training",
     .metavar = "X",
     .help = "a loss is lower for --early-stopping only by more than X",
     .member = &Settings::early_stopping_tolerance,
     .low = 0,
     .high = 1e9},
    {.name = "shuffle",
     .group = "Training",
     .metavar = "on|off",
     .help = "a new order of the samples every epoch",
     .member = &Settings::shuffle},
    {.name = "partial_batch",
     .group = "Training",
     .metavar = "WHAT",
     .help =
         "what happens to an epoch's last, smaller batch: keep it, drop it, or carry its gradient into the next epoch",
     .member = choice<&Settings::partial_batch>(),
     .choices = partial_batches},
}};

// The experiment's seed comes last in the help and in the columns.
constexpr SettingInfo seed_row{
    .name = "seed",
    .group = "Experiment",
    .metavar = "N",
    .help = "seed of initial weights and batch order; every replicate has its own numbers of it",
    .member = &Settings::seed,
    .low = 0,
    .high = most_integer};

constexpr auto full_table = [] {
  std::array<SettingInfo, table.size() + 1> rows{};
  std::ranges::copy(table, rows.begin());
  rows.back() = seed_row;
  return rows;
}();

[[noreturn]] void refuse(std::string_view where, std::string_view text, std::string remedy) {
  throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed", std::move(remedy));
}

std::string range_text(const SettingInfo& setting, std::string_view kind) {
  return fmt::format("give a {} {} {} and at most {}", kind, setting.open_low ? "above" : "of at least",
                     text::number_text(setting.low), text::number_text(setting.high));
}

bool in_range(const SettingInfo& setting, double value) {
  return (setting.open_low ? value > setting.low : value >= setting.low) && value <= setting.high;
}

struct Setter {
  Settings& settings;
  const SettingInfo& setting;
  std::string_view text;
  std::string_view where;

  void operator()(std::int64_t Settings::*member) const {
    if (switched_off()) {
      settings.*member = 0;
      return;
    }
    const auto value = text::parse_integer(text);
    if (!value || !in_range(setting, static_cast<double>(*value)))
      refuse(where, text, range_text(setting, "whole number"));
    settings.*member = *value;
  }
  void operator()(double Settings::*member) const { settings.*member = switched_off() ? 0.0 : number(""); }
  void operator()(std::optional<double> Settings::*member) const {
    if (text == "auto") {
      settings.*member = std::nullopt;
    } else {
      settings.*member = number(", or auto");
    }
  }
  void operator()(bool Settings::*member) const {
    if (text != "on" && text != "off") refuse(where, text, "give on or off");
    settings.*member = text == "on";
  }
  void operator()(std::string Settings::*member) const {
    const bool control =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (control) refuse(where, text, "it has a control character; leave that out");
    if (!text::is_utf8(text)) refuse(where, "a text that is not UTF-8", "give it in UTF-8");
    if (text.empty()) throw Error(ErrorKind::usage, std::string(where), "the value is empty", "give one");
    if (setting.canonical != nullptr) {
      settings.*member = setting.canonical(text, where);
      return;
    }
    settings.*member = text;
  }
  void operator()(const ChoiceMember& member) const {
    const auto chosen = std::ranges::find(setting.choices, text);
    if (chosen == setting.choices.end()) {
      const std::vector<std::string> names(setting.choices.begin(), setting.choices.end());
      refuse(where, text, "allowed are " + text::enumeration(names));
    }
    member.set(settings, static_cast<std::size_t>(chosen - setting.choices.begin()));
  }

 private:
  [[nodiscard]] bool switched_off() const { return setting.zero_is_off && text == "off"; }

  [[nodiscard]] double number(std::string_view alternative) const {
    const auto value = text::parse_number(text);
    if (!value || !in_range(setting, *value)) {
      refuse(where, text, range_text(setting, "number") + std::string(alternative));
    }
    return *value == 0 ? 0.0 : *value;  // no negative zero in canonical texts
  }
};

struct Getter {
  const Settings& settings;
  const SettingInfo& setting;

  std::string operator()(std::int64_t Settings::*member) const {
    return setting.zero_is_off && settings.*member == 0 ? "off" : std::to_string(settings.*member);
  }
  std::string operator()(double Settings::*member) const {
    return setting.zero_is_off && settings.*member == 0 ? "off" : text::number_text(settings.*member);
  }
  std::string operator()(std::optional<double> Settings::*member) const {
    return settings.*member ? text::number_text(*(settings.*member)) : "auto";
  }
  std::string operator()(std::string Settings::*member) const { return settings.*member; }
  std::string operator()(bool Settings::*member) const { return settings.*member ? "on" : "off"; }
  std::string operator()(const ChoiceMember& member) const {
    return std::string(setting.choices[member.get(settings)]);
  }
};

}  // namespace

std::span<const SettingInfo> settings_table() { return full_table; }

const SettingInfo* find_setting(std::string_view name) {
  const auto found = std::ranges::find(full_table, name, &SettingInfo::name);
  return found == full_table.end() ? nullptr : &*found;
}

std::string option_name(const SettingInfo& setting) { return fmt::format("`{}`", setting.name); }

void set_setting(Settings& settings, const SettingInfo& setting, std::string_view text, std::string_view where) {
  std::visit(Setter{settings, setting, text, where}, setting.member);
}

std::string setting_text(const Settings& settings, const SettingInfo& setting) {
  return std::visit(Getter{settings, setting}, setting.member);
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == ',' && depth <= 0) {
      items.emplace_back();
    } else {
      items.back() += c;
    }
  }
  return items;
}

}  // namespace actlab
