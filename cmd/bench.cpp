#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "command.hpp"
#include "console/terminal.hpp"
#include "experiment/benchmark.hpp"
#include "text/alignment.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

struct BenchFlags {
  std::string activation = "all";
  std::string arch = "8-8,32-32";
  std::string train = "relu,tanh";
  std::string seconds = "0.05";
  std::string simd;
  bool json = false;
};

using Row = std::vector<std::string>;

double read_seconds(const std::string& text) {
  const auto seconds = text::parse_number(text);
  if (seconds && *seconds > 0 && *seconds <= 100) return *seconds;
  throw Error(ErrorKind::usage, "--seconds", text::quoted(text) + " is not allowed",
              "give a number above 0 and at most 100");
}

struct Machine {
  double copy[2];  // ns per element: float, double
  double peak[2];  // operations per second
};

void print_json(const nlohmann::ordered_json& row) { fmt::print("{}\n", row.dump()); }

void bench_activations(const BenchFlags& flags, const std::vector<ActivationSpec>& specs, const Machine& machine,
                       arithmetic::Target target, double seconds) {
  std::vector<Row> rows{{"activation", "float forward", "training", "double forward", "training"}};
  const auto ns = [](double value) { return fmt::format("{:.3f}", value); };
  rows.push_back({"memcpy", ns(machine.copy[0]), "", ns(machine.copy[1]), ""});
  for (const ActivationSpec& spec : specs) {
    const ActivationSpeed narrow = measure_activation<float>(spec, target, seconds);
    const ActivationSpeed wide = measure_activation<double>(spec, target, seconds);
    rows.push_back({spec.text(), ns(narrow.forward), ns(narrow.training), ns(wide.forward), ns(wide.training)});
    if (flags.json) {
      print_json({{"activation", spec.text()},
                  {"float_forward_ns", narrow.forward},
                  {"float_training_ns", narrow.training},
                  {"double_forward_ns", wide.forward},
                  {"double_training_ns", wide.training}});
    }
  }
  if (flags.json) return;
  fmt::print("Nanoseconds per element in the first-level cache. Training: value, derivative and the error back.\n\n");
  for (const std::string& line : text::aligned(rows, 1)) fmt::print("{}\n", line);
}

void bench_training(const BenchFlags& flags, const Machine& machine, arithmetic::Target target, double seconds) {
  std::vector<Row> rows{{"arch", "activation", "precision", "lanes", "model-samples/s", "GFLOP/s", "share of peak"}};
  for (const std::string& arch : split_list(flags.arch)) {
    for (const std::string& activation : split_list(flags.train)) {
      for (const auto& [precision, type] : {std::pair{"float", Precision::float32}, {"double", Precision::float64}}) {
        const TrainingSpeed speed = measure_training(arch, activation, type, target, 4 * seconds);
        const double share = speed.operations / machine.peak[static_cast<std::size_t>(type)];
        const std::string lanes(lanes_names[static_cast<std::size_t>(speed.lanes)]);
        rows.push_back({arch, activation, precision, lanes, count_text(speed.model_samples),
                        fmt::format("{:.1f}", speed.operations / 1e9), fmt::format("{:.1f} %", 100 * share)});
        if (flags.json) {
          print_json({{"arch", arch},
                      {"activation", activation},
                      {"precision", precision},
                      {"lanes", lanes},
                      {"model_samples_per_second", speed.model_samples},
                      {"flops", speed.operations},
                      {"share_of_peak", share}});
        }
      }
    }
  }
  if (flags.json) return;
  fmt::print(
      "\nTraining on two spirals, batches of 10, sixteen networks, one thread; peak of fused\n"
      "multiply-adds {:.0f} GFLOP/s in float, {:.0f} in double ({}).\n\n",
      machine.peak[0] / 1e9, machine.peak[1] / 1e9, arithmetic::target_name(target));
  for (const std::string& line : text::aligned(rows, 4)) fmt::print("{}\n", line);
}

void bench(const BenchFlags& flags) {
  const arithmetic::Target target = simd_target(flags.simd);
  const double seconds = read_seconds(flags.seconds);
  const std::vector<ActivationSpec> specs = read_activations(flags.activation);
  // Wrong names come to light before any work.
  for (const std::string& arch : split_list(flags.arch)) parse_architecture(arch, "--arch");
  for (const std::string& activation : split_list(flags.train)) {
    Settings settings;
    set_setting(settings, *find_setting("activation"), activation, "--train");
  }
  const Machine machine{{measure_copy<float>(seconds), measure_copy<double>(seconds)},
                        {measure_peak<float>(target, seconds), measure_peak<double>(target, seconds)}};
  if (flags.json) {
    print_json({{"target", std::string(arithmetic::target_name(target))},
                {"float_copy_ns", machine.copy[0]},
                {"double_copy_ns", machine.copy[1]},
                {"float_peak_flops", machine.peak[0]},
                {"double_peak_flops", machine.peak[1]}});
  }
  bench_activations(flags, specs, machine, target, seconds);
  bench_training(flags, machine, target, seconds);
}

}  // namespace

void add_bench(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("bench", "speed of the activations and of training on this machine");
  verb->footer("Example:\n  actlab bench --activation relu,gelu,'x*sigmoid(1.5*x)' --arch 8-8 --train relu,gelu");
  const auto flags = std::make_shared<BenchFlags>();
  verb->add_option("--activation", flags->activation, "activations to time by the element [all]")->type_name("LIST");
  verb->add_option("--arch", flags->arch, "architectures to train [8-8,32-32]")->type_name("LIST");
  verb->add_option("--train", flags->train, "activations to train with [relu,tanh]")->type_name("LIST");
  verb->add_option("--seconds", flags->seconds, "time for each measurement [0.05]")->type_name("X");
  verb->add_flag("--json", flags->json, "a JSON object per line");
  add_simd_flag(*verb, flags->simd);
  verb->callback([&action, flags] { action = [flags] { bench(*flags); }; });
}

}  // namespace actlab::cmd
