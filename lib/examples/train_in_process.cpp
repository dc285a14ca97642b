// Trains two activations on data from memory, sixteen networks each, and says how well they do and what they predict.

#include <actlab/train.hpp>
#include <algorithm>
#include <cstdio>

int main() {
  // Points of the square [-1, 1]^2, of class 1 where both coordinates have the same sign.
  std::vector<double> inputs;
  std::vector<double> classes;
  for (int i = 0; i < 400; ++i) {
    const double x = (i * 7 % 400) / 200.0 - 1;
    const double y = (i * 151 % 400) / 200.0 - 1;
    inputs.insert(inputs.end(), {x, y});
    classes.push_back(x * y > 0 ? 1 : 0);
  }
  const auto data = std::make_shared<const actlab::Dataset>(
      actlab::make_dataset(actlab::Task::binary, std::move(inputs), 2, std::move(classes), 1, {"differ", "same"}));

  for (const char* activation : {"relu", "tanh"}) {
    actlab::Settings settings;
    settings.activation = activation;
    settings.arch = "8-8";
    settings.learning_rate = 0.1;
    const actlab::CellResult result = actlab::train(settings, data);
    double accuracy = 0;
    for (const actlab::RunRow& run : result.runs) accuracy += run.metrics.test_accuracy / 16;
    const auto outputs = result.model.predict({0.5, 0.5, -0.5, 0.5});
    std::printf("%s: mean test accuracy %.3f; network 0 says %s of (0.5, 0.5) and %s of (-0.5, 0.5)\n", activation,
                accuracy, data->classes[outputs[0][0] >= result.model.threshold()].c_str(),
                data->classes[outputs[0][1] >= result.model.threshold()].c_str());
  }
}
