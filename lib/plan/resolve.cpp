#include "plan/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "actlab/error.hpp"
#include "data/catalogue.hpp"
#include "network/loss.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr double default_momentum = 0.9;

std::string default_output(Task task) {
  switch (task) {
    case Task::multiclass:
      return "softmax";
    case Task::regression:
      return "identity";
    default:
      return "sigmoid";
  }
}

bool is_default_for(const LossInfo& loss, Task task) {
  return std::ranges::count(text::words(loss.default_for), task_name(task)) > 0;
}

// The task's first loss that is defined for the output activation.
std::string default_loss(Task task, const ActivationSpec& output) {
  for (const LossInfo& loss : losses()) {
    const bool fits = !loss.requires_match || loss.matching_activation == output.info().name;
    if (fits && is_default_for(loss, task)) return std::string(loss.name);
  }
  return "squared";
}

[[noreturn]] void do_not_fit(const char* where, std::string what, std::string remedy) {
  throw Error(ErrorKind::usage, where, std::move(what), std::move(remedy));
}

void check_loss(const TrainingPlan& plan) {
  const ActivationInfo& output = plan.shape.layers.back().activation.info();
  const LossInfo& loss = losses()[plan.loss];
  if (loss.requires_match && loss.matching_activation != output.name) {
    do_not_fit("`loss`",
               fmt::format("{} is defined for `output_activation` {}, not {}", loss.name, loss.matching_activation,
                           output.name),
               "use `loss` squared or the matching output activation");
  }
  if (is_default_for(loss, Task::multiclass) && plan.task != Task::multiclass) {
    do_not_fit("`loss`", fmt::format("{} is for several classes, and the task is {}", loss.name, task_name(plan.task)),
               "use binary_cross_entropy or squared");
  }
  if (plan.task == Task::regression && loss.name != "squared") {
    do_not_fit("`loss`", fmt::format("{} is for classes, and the task is regression", loss.name), "use squared");
  }
  if (output.kind == ActivationKind::row && plan.shape.outputs() < 2) {
    do_not_fit("`output_activation`", fmt::format("{} of one output is always 1", output.name), "use sigmoid");
  }
}

void check_training(const TrainingPlan& plan) {
  if (!plan.shape.biased && (plan.initial.biases.value != 0)) {
    do_not_fit("`bias_init`", "there are no biases under `bias` off", "leave one of the two out");
  }
  if (plan.momentum != 0 && !plan.optimizer.info().takes_momentum) {
    do_not_fit("`momentum`", fmt::format("{} takes no momentum", plan.optimizer.info().name),
               "use `optimizer` momentum or nesterov");
  }
  if (plan.stopping.on(StoppingLoss::validation) && plan.split.validation_fraction == 0) {
    do_not_fit("`early_stopping`", "there are no rows to validate on",
               "give `validation_fraction`, for example 0.2, or `early_stopping_loss` training");
  }
}

// One item for each hidden layer; the text becomes one item where all are alike.
std::vector<std::string> items_of_layers(std::string& text, std::vector<std::string> items, std::size_t layers,
                                         const std::string& where, const std::string& arch) {
  if (std::ranges::all_of(items, [&](const std::string& item) { return item == items.front(); })) {
    const bool fits = items.size() == 1 || items.size() == layers;
    if (fits) text = items.front();
    if (fits) return std::vector<std::string>(std::max<std::size_t>(1, layers), items.front());
  }
  if (items.size() == layers) return items;
  throw Error(
      ErrorKind::usage, where,
      fmt::format("{} names {} layers, and `arch` {} has {} hidden", text::quoted(text), items.size(), arch, layers),
      "give one for each hidden layer, or one for all");
}

// What auto means: for every hidden layer the initializer that suits its activation.
std::string default_initializer(const std::vector<ActivationSpec>& hidden) {
  std::vector<std::string> names;
  names.reserve(hidden.size());
  for (const ActivationSpec& activation : hidden) names.emplace_back(activation.info().initializer);
  const bool alike = std::ranges::all_of(names, [&](const std::string& name) { return name == names.front(); });
  return alike ? names.front() : text::joined(names, "/");
}

// The output layer begins like the last hidden one.
std::vector<InitializerSpec> read_initializers(Settings& settings, std::size_t hidden) {
  const std::vector<std::string> items =
      items_of_layers(settings.init, split_initializers(settings.init), hidden, "`init`", settings.arch);
  std::vector<InitializerSpec> specs;
  for (std::size_t l = 0; l < hidden; ++l) specs.push_back(parse_initializer(items[l], "`init`"));
  specs.push_back(parse_initializer(items.back(), "`init`"));
  return specs;
}

// To train on.
double default_share(const Settings& settings, const Dataset& dataset) {
  if (dataset.test_rows > 0) return 1 - settings.validation_fraction;
  return dataset.generated ? 0.5 : 0.7;
}

void plan_data(Settings& settings, const Dataset& dataset, TrainingPlan& plan) {
  settings.task = plan.task = dataset.task;
  settings.missing = missing_values(settings);
  if (settings.test_dataset == "auto") settings.test_dataset = dataset.test_rows > 0 ? "own" : "none";
  if (!settings.train_fraction) settings.train_fraction = default_share(settings, dataset);
  if (!settings.standardize) settings.standardize = dataset.standardize_by_default;
  plan.split = split_rule(settings, dataset);
  plan.standardize = *settings.standardize;
  plan.resplit = settings.resplit;
}

void plan_training(Settings& settings, TrainingPlan& plan) {
  plan.optimizer = parse_optimizer(settings.optimizer, "`optimizer`");
  plan.schedule = parse_schedule(settings.schedule, "`schedule`");
  const OptimizerInfo& optimizer = plan.optimizer.info();
  if (!settings.learning_rate) settings.learning_rate = optimizer.learning_rate;
  if (!settings.momentum) settings.momentum = optimizer.takes_momentum ? default_momentum : 0;
  plan.learning_rate = *settings.learning_rate;
  plan.momentum = *settings.momentum;
  plan.batch_size = static_cast<std::size_t>(settings.batch_size);
  plan.epochs = static_cast<std::uint32_t>(settings.epochs);
  plan.l1 = settings.l1;
  plan.l2 = settings.l2;
  plan.l1_mode = settings.l1_mode;
  plan.clip_norm = settings.clip_norm;
  plan.stopping = {.patience = static_cast<std::uint32_t>(settings.early_stopping),
                   .loss = settings.early_stopping_loss,
                   .tolerance = settings.early_stopping_tolerance};
  plan.shuffle = settings.shuffle;
  plan.partial_batch = settings.partial_batch;
  plan.seed = settings.seed;
}

}  // namespace

const ActivationSpec& Resolver::activation(const std::string& text, const char* where) {
  const auto known = activations_.find(text);
  if (known != activations_.end()) return known->second;
  return activations_.emplace(text, parse_activation(text, where)).first->second;
}

// One for each hidden layer; the named one for a network without any, which still says how its weights begin.
std::vector<ActivationSpec> Resolver::hidden_activations(Settings& settings, std::size_t layers) {
  std::vector<ActivationSpec> specs;
  for (const std::string& item :
       items_of_layers(settings.activation, split_layers(settings.activation), layers, "`activation`", settings.arch)) {
    specs.push_back(activation(item, "`activation`"));
  }
  return specs;
}

Resolved Resolver::operator()(Settings settings, const Dataset& dataset) {
  TrainingPlan plan;
  plan_data(settings, dataset, plan);
  const std::vector<std::size_t> widths = parse_architecture(settings.arch, "`arch`");
  const std::vector<ActivationSpec> hidden = hidden_activations(settings, widths.size());
  if (settings.output_activation == "auto") {
    // A loss that is defined for one output activation only brings it along.
    const LossInfo* given = settings.loss == "auto" ? nullptr : &losses()[loss_index(settings.loss)];
    settings.output_activation =
        given != nullptr && given->requires_match ? given->matching_activation : default_output(plan.task);
  }
  const ActivationSpec& output = activation(settings.output_activation, "`output_activation`");
  if (settings.loss == "auto") settings.loss = default_loss(plan.task, output);
  if (settings.init == "auto") settings.init = default_initializer(hidden);
  plan.shape = make_shape(dataset.features(), widths, hidden, dataset.outputs(), output);
  plan.initial = {read_initializers(settings, widths.size()), parse_bias_init(settings.bias_init, "`bias_init`")};
  plan.shape.biased = settings.bias;
  plan.dropout = settings.dropout;
  plan.precision = settings.precision;
  plan.loss = loss_index(settings.loss);
  plan.threshold = decision_threshold(output, losses()[plan.loss]);
  plan_training(settings, plan);
  check_loss(plan);
  check_training(plan);
  return {std::move(settings), std::move(plan)};
}

Resolved resolve(Settings settings, const Dataset& dataset) { return Resolver()(std::move(settings), dataset); }

void check_rows(const TrainingPlan& plan, std::size_t rows) {
  const std::size_t training = split_sizes(rows, plan.split).train;
  if (plan.partial_batch == PartialBatch::keep || plan.batch_size <= training) return;
  do_not_fit(
      "`partial_batch`",
      fmt::format("only whole batches change the weights, and a batch of {} rows is never whole with {} training "
                  "rows",
                  plan.batch_size, training),
      fmt::format("give a `batch_size` of at most {}, or use keep", training));
}

double decision_threshold(const std::string& output_activation, const std::string& loss) {
  return decision_threshold(parse_activation(output_activation, "`output_activation`"), losses()[loss_index(loss)]);
}

}  // namespace actlab
