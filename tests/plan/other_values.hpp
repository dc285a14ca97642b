#pragma once

#include <map>
#include <string>
#include <vector>

namespace actlab::test {

/// Values of every setting besides its default, in canonical form. A new setting needs some here.
inline const std::map<std::string, std::vector<std::string>>& other_values() {
  static const std::map<std::string, std::vector<std::string>> values{
      {"dataset", {"xor", "fn:x^2; from=-1; to=2", "we\"ird \\ n\xC3\xA4me # = ' [x].csv"}},
      {"test_dataset", {"none", "own", "test data.csv"}},
      {"samples", {"301", "100000000"}},
      {"noise", {"20", "12.5"}},
      {"features", {"#1", "x^2+sin(x)"}},
      {"target", {"#1", "a \"quoted\" name"}},
      {"task", {"regression", "binary"}},
      {"header", {"off", "on"}},
      {"missing", {"mean", "error"}},
      {"train_fraction", {"0.25", "1"}},
      {"validation_fraction", {"0.2"}},
      {"split", {"ordered"}},
      {"standardize", {"on", "off"}},
      {"data_seed", {"1", "9007199254740992"}},
      {"resplit", {"on"}},
      {"arch", {"4", "linear"}},
      {"activation", {"tanh", "leaky_relu:slope=0.2", "mine=where(x>0,x,0.1*sin(x))", "relu/tanh"}},
      {"output_activation", {"tanh", "leaky_relu:slope=0.2"}},
      {"init", {"glorot", "uniform:0.5"}},
      {"bias", {"off"}},
      {"bias_init", {"0.1", "normal:0.5"}},
      {"dropout", {"0.5"}},
      {"precision", {"double"}},
      {"optimizer", {"adam"}},
      {"learning_rate", {"0.1", "1e-07", "1", "100000"}},
      {"momentum", {"0.5", "0"}},
      {"schedule", {"cosine"}},
      {"batch_size", {"7"}},
      {"epochs", {"3", "0"}},
      {"loss", {"squared"}},
      {"l1", {"0.01"}},
      {"l2", {"0.01"}},
      {"l1_mode", {"clip"}},
      {"clip_norm", {"1", "2.5"}},
      {"early_stopping", {"5"}},
      {"early_stopping_loss", {"training"}},
      {"early_stopping_tolerance", {"0.0001"}},
      {"shuffle", {"off"}},
      {"partial_batch", {"drop", "carry"}},
      {"seed", {"2"}}};
  return values;
}

}  // namespace actlab::test
