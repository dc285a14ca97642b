#include "experiment/predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "actlab/error.hpp"
#include "actlab/model.hpp"
#include "command.hpp"
#include "record/csv_writer.hpp"
#include "record/recorded_files.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab::cmd {
namespace {

struct PredictFlags {
  std::string directory;
  std::string file;
  std::string cell;
  std::string replicate = "mean";
  std::string out;
  std::string simd;
};

// The cells of an experiment that have a model.
std::vector<std::string> cells_with_models(const RecordedFiles& results) {
  constexpr std::string_view folder = "cells/";
  constexpr std::string_view file = "/model.json";
  std::vector<std::string> cells;
  for (const auto& [name, hash] : results.hashes()) {
    if (!name.starts_with(folder) || !name.ends_with(file)) continue;
    cells.push_back(name.substr(folder.size(), name.size() - folder.size() - file.size()));
  }
  return cells;
}

Model model_of(const RecordedFiles& results, const std::string& cell) {
  const std::string name = "cells/" + cell + "/model.json";
  return parse_model(results.read(name), results.directory() / name);
}

std::string chosen_cell(const PredictFlags& flags, const std::vector<std::string>& cells) {
  if (cells.empty()) {
    throw Error(ErrorKind::no_input, flags.directory, "holds no saved models",
                "give a results directory that was trained with --record model");
  }
  if (flags.cell.empty() && cells.size() > 1) {
    throw Error(ErrorKind::usage, "--cell", fmt::format("{} holds {} cells", flags.directory, cells.size()),
                "choose one of them; cells.csv says which is which, the first is " + cells.front());
  }
  const std::string& wanted = flags.cell.empty() ? cells.front() : flags.cell;
  if (std::ranges::count(cells, wanted) > 0) return wanted;
  throw Error(ErrorKind::usage, "--cell", flags.directory + " has no cell " + text::quoted(wanted),
              text::suggestion(wanted, cells));
}

// The model of a cell of an experiment; of the cell's own directory, in its experiment or alone.
Model read_model(const PredictFlags& flags) {
  namespace fs = std::filesystem;
  const fs::path directory = flags.directory;
  if (!fs::exists(directory / "model.json")) {
    const RecordedFiles results(directory);
    return model_of(results, chosen_cell(flags, cells_with_models(results)));
  }
  const fs::path cell = fs::canonical(directory);
  const fs::path experiment = cell.parent_path().parent_path();
  if (!fs::exists(experiment / "run.toml")) return load_model(directory / "model.json");
  return model_of(RecordedFiles(experiment), cell.filename().string());
}

std::vector<double> mean_over_replicates(const std::vector<std::vector<double>>& outputs) {
  std::vector<double> mean(outputs.front().size(), 0.0);
  for (const auto& values : outputs) {
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += values[i];
  }
  for (double& value : mean) value /= static_cast<double>(outputs.size());
  return mean;
}

std::string answer(const Model& model, double threshold, const double* outputs, std::size_t count) {
  switch (model.task) {
    case Task::binary:
      return model.classes[outputs[0] >= threshold ? 1 : 0];
    case Task::multiclass:
      return model.classes[static_cast<std::size_t>(std::max_element(outputs, outputs + count) - outputs)];
    case Task::multilabel: {
      std::string labels;
      for (std::size_t i = 0; i < count; ++i) {
        if (outputs[i] >= threshold) labels += (labels.empty() ? "" : " ") + model.targets[i];
      }
      return labels;
    }
    default:
      return text::number_text(outputs[0]);
  }
}

void append_row(std::string& out, const Model& model, double threshold, const std::string& replicate, std::size_t row,
                const double* outputs, std::size_t count) {
  out += fmt::format("{},{}", row, replicate);
  for (std::size_t i = 0; i < count; ++i) out += ',' + text::number_text(outputs[i]);
  out += ',';
  append_csv_field(out, answer(model, threshold, outputs, count));
  out += '\n';
}

std::string prediction_table(const Model& model, const std::vector<std::vector<double>>& outputs,
                             const std::string& replicate) {
  const std::vector<std::string>& names = model.task == Task::multiclass ? model.classes : model.targets;
  std::string out = "row,replicate";
  for (const std::string& name : names) {
    out += ',';
    append_csv_field(out, "output_" + name);
  }
  out += ",prediction\n";
  const std::size_t width = names.size();
  const std::size_t rows = outputs.front().size() / width;
  const double threshold = model.threshold();
  const auto append_replicate = [&](const std::string& name, const std::vector<double>& values) {
    for (std::size_t row = 0; row < rows; ++row)
      append_row(out, model, threshold, name, row, values.data() + row * width, width);
  };
  if (replicate == "mean") {
    append_replicate("mean", mean_over_replicates(outputs));
    return out;
  }
  bool found = false;
  for (std::size_t r = 0; r < outputs.size(); ++r) {
    const std::string name = std::to_string(model.replicates[r].replicate);
    if (replicate != "all" && replicate != name) continue;
    append_replicate(name, outputs[r]);
    found = true;
  }
  if (found) return out;
  throw Error(ErrorKind::usage, "--replicate", text::quoted(replicate) + " is not allowed",
              fmt::format("give mean, all, or a number from 0 to {}", outputs.size() - 1));
}

void predict_file(const PredictFlags& flags) {
  const Model model = read_model(flags);
  const std::string table = prediction_table(
      model, model.predict(read_inputs(model, flags.file), arithmetic::target_name(simd_target(flags.simd))),
      flags.replicate);
  if (flags.out.empty()) {
    fmt::print("{}", table);
  } else {
    write_file(flags.out, table);
  }
}

}  // namespace

void add_predict(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("predict", "apply saved models to the rows of a CSV file");
  verb->footer("Example:\n  actlab predict results/iris-8-8-relu flowers.csv --out predictions.csv");
  const auto flags = std::make_shared<PredictFlags>();
  verb->add_option("DIR", flags->directory, "results directory, or the directory of one cell")->required();
  verb->add_option("FILE", flags->file, "CSV file with the columns of training")->required();
  verb->add_option("--cell", flags->cell, "which cell of an experiment of several")->type_name("ID");
  verb->add_option("--replicate", flags->replicate, "mean over the networks, all of them, or one by number [mean]")
      ->type_name("mean|all|N");
  verb->add_option("--out", flags->out, "file to write [standard output]")->type_name("FILE");
  add_simd_flag(*verb, flags->simd);
  verb->callback([&action, flags] { action = [flags] { predict_file(*flags); }; });
}

}  // namespace actlab::cmd
