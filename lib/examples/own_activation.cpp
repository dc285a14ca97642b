// An activation of one's own, as a formula: it is parsed, differentiated exactly, and trained beside one of the table.
// What cannot be read gives an error that says what, where and what to do.

#include <actlab/error.hpp>
#include <actlab/train.hpp>
#include <algorithm>
#include <cstdio>

namespace {

double median_accuracy(const char* activation) {
  actlab::Settings settings;
  settings.dataset = "circle";
  settings.activation = activation;
  std::vector<double> accuracies;
  for (const actlab::RunRow& run : actlab::train(settings).runs) accuracies.push_back(run.metrics.test_accuracy);
  std::ranges::sort(accuracies);
  return accuracies[accuracies.size() / 2];
}

}  // namespace

int main() {
  for (const char* activation : {"relu", "wave=where(x>0, x, 0.1*sin(3*x))", "gate=x*sigmoid(b*x);b=1.5"}) {
    std::printf("%-36s %.3f\n", activation, median_accuracy(activation));
  }
  try {
    median_accuracy("x*sigmod(x)");
  } catch (const actlab::Error& error) {
    std::printf("%s\n", error.what());
  }
}
