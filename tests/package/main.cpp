#include <actlab/error.hpp>
#include <actlab/model.hpp>
#include <actlab/settings_table.hpp>
#include <actlab/train.hpp>
#include <cstdio>

// Trains on a bundled data set, saves and loads the networks, predicts with them, and reads an error.
int main() {
  actlab::Settings settings;
  actlab::set_setting(settings, *actlab::find_setting("dataset"), "iris", "outside");
  const auto data = std::make_shared<const actlab::Dataset>(actlab::load_dataset(settings));
  const actlab::CellResult result = actlab::train(settings, data, {.replicates = 4});
  result.model.save("model.json");
  const actlab::Model model = actlab::load_model("model.json");
  const auto outputs = model.predict(data->inputs.values());
  const bool trained = result.runs.size() == 4 && result.runs[0].metrics.test_accuracy > 0.8;
  const bool predicted =
      outputs.size() == 4 && outputs[3].size() == 150 * 3 && outputs == result.model.predict(data->inputs.values());
  std::string message;
  try {
    settings.activation = "rellu";
    actlab::train(settings, data);
  } catch (const actlab::Error& error) {
    if (error.kind() == actlab::ErrorKind::usage && error.where() == "`activation`") message = error.what();
  }
  std::printf("%zu rows, accuracy %.3f; %s\n", data->rows, result.runs[0].metrics.test_accuracy, message.c_str());
  return trained && predicted && message.find("did you mean relu") != std::string::npos ? 0 : 1;
}
