// SPDX-License-Identifier: MIT
// What people write who open both namespaces. Only `any`, `map` and `stack` are names in both, which README says.
#include <algorithm>
#include <any>
#include <cmath>
#include <functional>
#include <iostream>
#include <map>
#include <numeric>
#include <random>
#include <ranges>
#include <span>
#include <stack>
#include <ten/ten.hpp>
#include <vector>

using namespace std;
using namespace ten;

int main() {
    manual_seed(1);
    auto const a = tensor({{1.0, 2.0}, {3.0, 4.0}});
    auto const b =
        rand({2, 2}) + zeros({2, 2}) + ones({2, 2}) + full({2, 2}, 3) + arange(4).view({2, 2}) + randn({2, 2});
    cout << matmul(a, b) << a + b << (a < b) << exp(a) << log(a) << sqrt(a) << tanh(a) << abs(a) << pow(a, 2);
    cout << clamp(a, 0, 1) << minimum(a, b) << maximum(a, b) << equal(a, b) << allclose(a, b) << sum(a, {0})
         << mean(a, {0});
    cout << cat({a, b}) << where(a < b, a, b) << a(all, 1) << a(range(0, 1), all) << clone(a) << eye(2);
    cout << einsum("ij,jk->ik", a, b) << sort(a, 0).values << topk(a, 1, 0).values << softmax(a, 1) << cumsum(a, 0);
    cout << var(a, {0}) << argmin(a, 0) << from_vector(vector<float>{1, 2}) << randint(0, 9, {2, 2});
    std::map<int, int> const m;
    std::stack<int> const s;
    std::any const x;
    cout << ten::any(a < b) << ten::stack(vector{a, b}) << ten::map([](float y) { return y + 1; }, a);
    return m.empty() && s.empty() && !x.has_value() ? 0 : 1;
}
