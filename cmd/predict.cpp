#include "experiment/predict.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "actlab/error.hpp"
#include "actlab/model.hpp"
#include "command.hpp"
#include "experiment/predictions.hpp"
#include "file/atomic_file.hpp"
#include "record/recorded_files.hpp"
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

// What was asked for: the mean, all networks, or one by its number.
std::vector<Prediction> chosen_predictions(const Model& model, const NetworkOutputs& outputs,
                                           const std::string& replicate) {
  if (replicate == "mean") return mean_predictions(model, outputs);
  if (replicate == "all") return all_predictions(model, outputs);
  for (std::size_t r = 0; r < model.replicates.size(); ++r) {
    if (std::to_string(model.replicates[r].replicate) == replicate) return predictions_of(model, outputs, r);
  }
  throw Error(ErrorKind::usage, "--replicate", text::quoted(replicate) + " is not allowed",
              fmt::format("give mean, all, or a number from 0 to {}", model.replicates.size() - 1));
}

void predict_file(const PredictFlags& flags) {
  const Model model = read_model(flags);
  const NetworkOutputs outputs =
      model.predict(read_inputs(model, flags.file), arithmetic::target_name(simd_target(flags.simd)));
  const std::string table = predictions_table(model, chosen_predictions(model, outputs, flags.replicate));
  if (flags.replicate == "mean" || flags.replicate == "all") {
    for (const std::string& sentence : left_out(model, outputs)) spdlog::warn("{}", sentence);
  }
  if (flags.out.empty()) {
    fmt::print("{}", table);
  } else {
    write_file(flags.out, table);
  }
}

}  // namespace

void add_predict(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("predict", "apply saved models to the rows of a file");
  verb->footer(
      "Networks that diverged in training are left out, with a warning; where none is left the exit code is 65.\n"
      "\n"
      "Example:\n  actlab predict results/iris-8-8-relu flowers.csv --out predictions.csv");
  const auto flags = std::make_shared<PredictFlags>();
  verb->add_option("DIR", flags->directory, "results directory, or the directory of one cell")->required();
  verb->add_option("FILE", flags->file,
                   "CSV file with the columns of training, images in MNIST's format, or the name of a data set")
      ->required();
  verb->add_option("--cell", flags->cell, "which cell of an experiment of several")->type_name("ID");
  verb->add_option("--replicate", flags->replicate, "mean over the networks, all of them, or one by number [mean]")
      ->type_name("mean|all|N");
  verb->add_option("--out", flags->out, "file to write [standard output]")->type_name("FILE");
  add_simd_flag(*verb, flags->simd);
  verb->callback([&action, flags] { action = [flags] { predict_file(*flags); }; });
}

}  // namespace actlab::cmd
